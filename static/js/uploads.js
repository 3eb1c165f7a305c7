// Looks again how far an upload is, while somebody is at it; without scripts there is a link.
"use strict";

const EVERY = 3000;

async function lookAgain() {
  const shown = document.getElementById("review-progress");
  if (!shown) {
    return;
  }
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const newer = page.getElementById("review-progress");
    if (response.ok && !newer) {
      location.reload();
      return;
    }
    if (newer) {
      shown.replaceWith(newer);
    }
  } catch {
    // The server is away for a moment; asked again below.
  }
  setTimeout(lookAgain, EVERY);
}

setTimeout(lookAgain, EVERY);
