import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, filled, planText, readPlan } from "../../pages/components/shared/pure/lesson_plan.js";
import {
  beside,
  embedSnippet,
  isValue,
  linkOf,
  readLink,
  sectionsShown,
  undecided,
} from "../../pages/components/shared/pure/prepared_link.js";

const KNOWN = {
  sections: ["recall", "predict", "change", "summary", "claim"],
  folds: ["claim"],
  settings: [
    { name: "kernel_size", kind: "pair", low: 1, high: 7, default: "3" },
    { name: "image", kind: "choice", choices: [{ id: "ramp" }, { id: "edge" }], default: "ramp" },
    { name: "flip", kind: "flag", default: "0" },
    { name: "seed", kind: "number", low: 0, high: 9999, default: "0" },
  ],
};
const ALL = {
  ...undecided(),
  lang: "en",
  view: "class",
  theme: "dark",
  hide: ["summary", "recall"],
  open: ["claim"],
  fix: ["seed", "kernel_size"],
  conceal: ["flip"],
  values: { kernel_size: "1x3", seed: "7" },
  step: "4",
};

test("a link can be read, in the order of the page", () => {
  assert.equal(
    linkOf(ALL, KNOWN),
    "lang=en&view=class&kernel_size=1x3&seed=7&step=4&more=claim&hide=recall,summary&fix=kernel_size,seed&conceal=flip&theme=dark",
  );
  assert.equal(linkOf(undecided(), KNOWN), "");
});

test("a link read again decides the same", () => {
  const { decided, problems } = readLink(linkOf(ALL, KNOWN), KNOWN);
  assert.deepEqual(problems, []);
  assert.deepEqual(decided, { ...ALL, hide: ["recall", "summary"], fix: ["kernel_size", "seed"] });
  assert.deepEqual(
    readLink(`http://localhost:8501/vgg?${linkOf(ALL, KNOWN)}&embed=true&for=teacher#change`, KNOWN).decided,
    decided,
  );
});

test("nonsense gets a word and is left out; what only the page knows is kept", () => {
  const { decided, problems } = readLink(
    "lang=fr&view=boat&theme=sepia&only=nowhere&hide=recall,cellar&more=attic&fix=colour&kernel_size=99&step=x&read_stride=2",
    KNOWN,
  );
  assert.deepEqual(
    problems.map(({ code, name, value }) => [code, name, value]),
    [
      ["bad_value", "lang", "fr"],
      ["bad_value", "view", "boat"],
      ["bad_value", "theme", "sepia"],
      ["no_section", "only", "nowhere"],
      ["no_section", "hide", "cellar"],
      ["no_fold", "more", "attic"],
      ["no_setting", "fix", "colour"],
      ["bad_value", "kernel_size", "99"],
      ["bad_value", "step", "x"],
      ["kept", "read_stride", "2"],
    ],
  );
  assert.equal(linkOf(decided, KNOWN), "read_stride=2&hide=recall");
});

test("values are those that the server takes", () => {
  const [pair, choice, flag, number] = KNOWN.settings;
  for (const text of ["1", "7", "2x5"]) assert.ok(isValue(pair, text), text);
  for (const text of ["", "0", "8", "1x", "1x2x3", "a", "-1", "1.5"]) assert.ok(!isValue(pair, text), text);
  assert.ok(isValue(choice, "edge") && !isValue(choice, "Edge"));
  assert.ok(isValue(flag, "1") && !isValue(flag, "true"));
  assert.ok(isValue(number, "9999") && !isValue(number, "10000"));
  assert.equal(beside(pair, "1x3", 1), "4");
  assert.equal(beside(pair, "7", 1), null);
  assert.equal(beside(number, "0", -1), null);
});

test("students see one section, or all that are not hidden", () => {
  assert.deepEqual(sectionsShown(ALL, KNOWN), ["predict", "change", "claim"]);
  assert.deepEqual(sectionsShown({ ...ALL, only: "summary" }, KNOWN), ["summary"]);
  assert.deepEqual(sectionsShown({ ...ALL, hide: KNOWN.sections }, KNOWN), []);
});

test("a snippet frames the address and keeps to itself", () => {
  const snippet = embedSnippet("http://a.b/vgg?lang=en&step=2", 'The "VGG" <page>');
  assert.match(snippet, /src="http:\/\/a\.b\/vgg\?lang=en&amp;step=2&amp;embed=true"/);
  assert.match(snippet, /title="The &quot;VGG&quot; &lt;page>"/);
  assert.equal(snippet.match(/<script>/g).length, 1);
});

test("minutes fill the hour, or run over it by so many", () => {
  const free = filled(
    [
      ["recall", 5],
      ["predict", 0],
      ["change", 25],
    ],
    45,
  );
  assert.deepEqual([free.total, free.free, free.over, free.hour], [30, 15, 0, 1]);
  assert.deepEqual(free.parts, [
    { id: "recall", minutes: 5, share: 5 / 45 },
    { id: "change", minutes: 25, share: 25 / 45 },
  ]);
  const over = filled([["change", 60]], 45);
  assert.deepEqual([over.over, over.free, over.hour, over.parts[0].share], [15, 0, 0.75, 1]);
});

test("only changed minutes are written, and read again", () => {
  const planned = { recall: 3, change: 8, pixel_shuffle: 5, "fc-dropout": 0 };
  const minutes = { ...planned, change: 12, pixel_shuffle: 0, "fc-dropout": 4 };
  assert.equal(planText(minutes, planned), "change.12_pixel_shuffle.0_fc-dropout.4");
  assert.deepEqual(readPlan(planText(minutes, planned), planned), minutes);
  assert.deepEqual(readPlan("change.999_cellar.3_nonsense", planned), planned);
  assert.deepEqual(readPlan("", planned), planned);
  assert.deepEqual([changed(0, -1), changed(3, 1), changed(90, 1)], [0, 4, 90]);
});
