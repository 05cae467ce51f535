// The learner's own picture: a file, or a photograph that the camera takes. It is checked by the server.

import { make, setAttribute, setText } from "../shared/view/dom.js";

const PHOTO_SIDE = 320; // of what the camera's picture is cut to

/** What went wrong with a camera, by the name of the browser's error. */
const CAMERA_FAULTS = {
  NotAllowedError: "camera_refused",
  SecurityError: "camera_refused",
  NotFoundError: "camera_missing",
  OverconstrainedError: "camera_missing",
};

/** The two buttons, the camera's picture while it is on, and why something was not taken. */
export class Bring {
  /** @param {(picture: {name: string, file: string}) => void} take file: its bytes in base64. */
  constructor(take) {
    this.take = take;
    this.stream = null;
    this.said = "";
    const key = (action, onclick) => make("button", { type: "button", class: "chip", "data-action": action, onclick });
    this.fileWord = make("span", {});
    this.file = make("input", { type: "file", class: "file", onchange: () => this.read(this.file.files[0]) });
    this.camera = key("camera", () => this.openCamera());
    this.video = make("video", { playsinline: true, autoplay: true });
    this.video.muted = true;
    this.shoot = key("shoot", () => this.takePhoto());
    this.cancel = key("cancel", () => this.closeCamera(true));
    this.viewfinder = make("div", { class: "viewfinder", hidden: true }, this.video, this.shoot, this.cancel);
    this.viewfinder.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeCamera(true);
    });
    this.refusal = make("p", { class: "refusal", role: "alert" });
    this.busy = make("span", { class: "caption", "aria-live": "polite" });
    this.node = make(
      "div",
      { class: "bring" },
      make(
        "div",
        { class: "row-of" },
        make("label", { class: "chip" }, this.fileWord, this.file),
        this.camera,
        this.busy,
      ),
      this.viewfinder,
      this.refusal,
    );
  }

  /**
   * @param {{strings: Record<string, string>, accept: string, mostBytes: number, isReading: boolean,
   *   refusal: string}} view refusal: why the server took no picture, or "".
   */
  update({ strings, accept, mostBytes, isReading, refusal }) {
    Object.assign(this, { strings, mostBytes });
    setText(this.fileWord, strings.own);
    setAttribute(this.file, "accept", accept);
    setText(this.camera, strings.camera);
    setText(this.shoot, strings.shoot);
    setText(this.cancel, strings.cancel);
    setAttribute(this.video, "aria-label", strings.viewfinder);
    setText(this.busy, isReading ? strings.reading : "");
    setText(this.refusal, this.said ? strings[this.said] : isReading ? "" : refusal);
  }

  /** What went wrong here in the browser, by the key of its sentence; "" takes the sentence back. */
  say(key) {
    this.said = key;
    setText(this.refusal, key ? this.strings[key] : "");
  }

  async read(file) {
    this.file.value = ""; // the same file may be chosen again
    if (!file) return;
    if (file.size > this.mostBytes) return this.say("file_too_large");
    try {
      this.hand(file.name, await base64Of(file));
    } catch {
      this.say("file_gone");
    }
  }

  hand(name, file) {
    this.say("");
    this.take({ name, file });
  }

  async openCamera() {
    this.say("");
    if (!navigator.mediaDevices) return this.say("camera_insecure");
    this.closeCamera();
    try {
      const wish = { video: { facingMode: "environment", width: { ideal: 640 } } };
      this.stream = await navigator.mediaDevices.getUserMedia(wish);
    } catch (error) {
      return this.say(CAMERA_FAULTS[error.name] ?? "camera_busy");
    }
    if (!this.node.isConnected) return this.closeCamera(); // the learner left while the browser asked
    this.video.srcObject = this.stream;
    setAttribute(this.viewfinder, "hidden", false);
    this.shoot.focus();
  }

  takePhoto() {
    const { videoWidth: width, videoHeight: height } = this.video;
    const side = Math.min(width, height);
    if (!side) return; // the first frame is still to come
    const canvas = make("canvas", { width: PHOTO_SIDE, height: PHOTO_SIDE });
    canvas
      .getContext("2d")
      .drawImage(this.video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, PHOTO_SIDE, PHOTO_SIDE);
    this.closeCamera(true);
    this.hand(this.strings.camera, canvas.toDataURL("image/png").split(",")[1]);
  }

  /** Switch the camera off; its light must go out at once. */
  closeCamera(takeFocus = false) {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
    setAttribute(this.viewfinder, "hidden", true);
    if (takeFocus) this.camera.focus();
  }
}

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
