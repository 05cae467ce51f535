// One line as long as the server cannot be reached: what is pressed meanwhile arrives later.
({ lost }) => {
  const AFTER_MS = 1500; // a connection that is back at once was not missed
  let line = null;
  let timer = 0;
  let isOpen = true;
  const look = () => {
    clearTimeout(timer);
    if (isOpen && navigator.onLine) {
      line?.remove();
      line = null;
    } else if (!line) timer = setTimeout(say, AFTER_MS);
  };
  const say = () => {
    line = document.createElement("p");
    line.className = "connection-lost";
    line.setAttribute("role", "status");
    document.body.append(line);
    line.textContent = lost[document.documentElement.lang];
  };
  addEventListener("cnn-connection", ({ detail }) => {
    isOpen = detail;
    look();
  });
  addEventListener("offline", look);
  addEventListener("online", look);
};
