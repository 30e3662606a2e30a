// <countersign-workbench>: a frame with the workbench, for a page that one does not own. The element makes the frame
// and nothing else: in a page of its own, sandboxed, what is typed is out of reach of the scripts around it.
//
//   <script src="https://…/widget.js" defer></script>
//   <countersign-workbench theme="dark" height="600" example="clock-apigw"></countersign-workbench>
//
// Attributes: src (another embed.html), theme (light, dark), height (pixels; left out, the frame is as high as
// what it shows), example (a name of the site's examples). No style is written into the page: a policy needs
// script-src and frame-src of this file's origin, and no more.
(() => {
  "use strict";

  const page = new URL("embed.html", document.currentScript.src).href;

  class Workbench extends HTMLElement {
    static observedAttributes = ["theme", "height"];

    connectedCallback() {
      if (this.frame) return;
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.setAttribute("referrerpolicy", "no-referrer");
      frame.title = this.title || "Countersign: why did AWS reject this signature?";
      frame.style.display = "block";
      frame.style.width = "100%";
      frame.style.border = "0";
      frame.addEventListener("load", () => this.tellTheme());
      this.hear = ({ source, data }) => {
        if (source === frame.contentWindow && data && data.type === "countersign:height") this.fit(data.height);
      };
      addEventListener("message", this.hear);
      const example = this.getAttribute("example") || "";
      frame.src = (this.getAttribute("src") || page) + (/^[\w-]+$/.test(example) ? "#example=" + example : "");
      this.frame = frame;
      this.fit(720); // until the frame says how high it is
      this.replaceChildren(frame); // what stands in the element is for browsers that do not run this
    }

    disconnectedCallback() {
      removeEventListener("message", this.hear);
      if (this.frame) this.frame.remove();
      this.frame = undefined;
    }

    attributeChangedCallback(name) {
      if (!this.frame) return;
      if (name === "theme") this.tellTheme();
      else this.fit(this.shown);
    }

    // fit takes the height from the attribute, where there is one, else from the frame.
    fit(shown) {
      if (!Number.isFinite(shown)) return;
      this.shown = shown;
      const asked = Number(this.getAttribute("height"));
      this.frame.style.height = (asked > 0 ? asked : Math.min(Math.max(Math.ceil(shown), 320), 20000)) + "px";
    }

    // tellTheme sends the scheme to the frame. It has no origin to name, and the message no secret.
    tellTheme() {
      this.frame.contentWindow.postMessage({ type: "countersign:theme", theme: this.getAttribute("theme") || "" }, "*");
    }
  }

  if (!customElements.get("countersign-workbench")) customElements.define("countersign-workbench", Workbench);
})();
