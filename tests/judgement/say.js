// Reads {runs: {name: events}, known: {name: Known}, strings: {lang: words}} from standard input and
// writes what the live panel says of each run at its end, and of each of its tests on the way.

import { messageOf, sentenceOf } from "../../pages/components/live_panel/states.js";
import { gradientWords } from "../../pages/components/live_panel/verdicts.js";
import { foldEvent, newRun } from "../../pages/components/shared/pure/run_record.js";

globalThis.performance ??= { now: () => 0 };
const given = JSON.parse(await new Response(process.stdin).text());
const told = {};
for (const [name, events] of Object.entries(given.runs)) {
  told[name] = Object.fromEntries(
    Object.entries(given.strings).map(([lang, strings]) => [lang, tell(events, { strings, known: given.known[name] })]),
  );
}
process.stdout.write(JSON.stringify(told));

function tell(events, data) {
  const run = newRun("run");
  const live = { run, link: "open" };
  const onTheWay = [];
  for (const event of events) {
    foldEvent(run, event);
    if (event.type === "test") onTheWay.push(sentenceOf("running", live, data));
  }
  const state = ["nan", "exploding"].includes(run.finished.reason) ? "fault" : "done";
  const message = messageOf(state, live, data);
  return {
    on_the_way: onTheWay,
    end: sentenceOf(state, live, data),
    way: message?.title ?? "",
    actions: (message?.actions ?? []).map((action) => [action.name, action.value ?? null, action.label]),
    layers: run.snapshots.some((shot) => shot.gradients?.length) ? gradientWords(run, data.strings) : "",
  };
}
