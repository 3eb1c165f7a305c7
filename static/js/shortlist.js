// Keeps a shortlist in this browser. The shortlist page works without it: its address is the list.
(() => {
  const KEY = "shortlist";
  const MOST = 20;
  const REF = /^[0-9A-Za-z]{1,6}\.[-\w]{1,180}$/;

  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(found) ? found.filter((ref) => REF.test(ref)).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function say(text) {
    const status = document.querySelector("[data-shortlist-status]");
    if (status) status.textContent = text;
  }

  function keep(refs) {
    const list = [...new Set(refs)];
    try {
      localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST)));
    } catch {
      say("This browser does not let pages keep anything. The buttons below the list still work.");
      return;
    }
    const count = Math.min(list.length, MOST);
    const words = `${count} program${count === 1 ? "" : "s"} on your shortlist`;
    say(list.length > MOST ? `${words}; it holds no more` : words);
    show();
  }

  function address(refs) {
    const query = new URLSearchParams(refs.map((ref) => ["p", ref]));
    const home = new URLSearchParams(location.search).get("home");
    if (home) query.set("home", home);
    return `/schools/shortlist/?${query}`;
  }

  function show() {
    const list = kept();
    for (const link of document.querySelectorAll("a[data-shortlist]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = link.className;
      button.dataset.shortlist = link.dataset.shortlist;
      button.append(...link.childNodes);
      link.replaceWith(button);
    }
    for (const button of document.querySelectorAll("button[data-shortlist]")) {
      button.hidden = false;
      button.firstElementChild.textContent = list.includes(button.dataset.shortlist)
        ? "Remove from shortlist"
        : "Add to shortlist";
    }
    for (const link of document.querySelectorAll("[data-shortlist-count]")) {
      link.hidden = !list.length;
      link.href = address(list);
      link.textContent = `Your shortlist (${list.length})`;
    }
    const masthead = document.querySelector("[data-shortlist-masthead]");
    if (masthead) {
      masthead.href = list.length ? address(list) : "/schools/shortlist/";
      const number = masthead.querySelector("b") ?? document.createElement("b");
      number.textContent = list.length;
      if (list.length) masthead.append(number);
      else number.remove();
    }
    for (const item of document.querySelectorAll("[data-shortlist-keep]")) {
      item.hidden = item.dataset.shortlistKeep.split(" ").every((ref) => list.includes(ref));
    }
  }

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-shortlist]");
    const drop = event.target.closest("[data-shortlist-drop]");
    const whole = event.target.closest("[data-shortlist-keep]");
    const list = kept();
    if (toggle) {
      const ref = toggle.dataset.shortlist;
      keep(list.includes(ref) ? list.filter((other) => other !== ref) : [...list, ref]);
    } else if (drop) {
      keep(list.filter((ref) => ref !== drop.dataset.shortlistDrop));
    } else if (whole) {
      keep([...whole.dataset.shortlistKeep.split(" "), ...list]);
    }
  });

  document.addEventListener("submit", (event) => {
    if (!event.submitter || !event.submitter.hasAttribute("data-shortlist-add")) return;
    event.preventDefault();
    const refs = [...new Set([...kept(), ...new FormData(event.target).getAll("p")])];
    keep(refs);
    location.assign(address(refs.slice(0, MOST)));
  });

  for (const name of ["htmx:afterSwap", "htmx:historyRestore"]) {
    document.addEventListener(name, show);
  }
  addEventListener("pageshow", show);
  addEventListener("storage", show);
  show();
})();
