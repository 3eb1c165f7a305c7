// Names the boxes that Select2 builds around autocomplete fields; it leaves them nameless.
"use strict";

function fieldName(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const text = select.getAttribute("aria-label") || (label ? label.textContent : "");
  return text.trim().replace(/:$/, "");
}

function nameBox(select) {
  const container = select.nextElementSibling;
  if (!container || !container.classList.contains("select2")) {
    return;
  }
  const name = fieldName(select);
  const box = container.querySelector("[role=combobox]");
  const chosen = container.querySelector("[role=textbox]");
  const search = container.querySelector("[role=searchbox]");
  box.setAttribute("aria-label", name);
  if (chosen) {
    chosen.removeAttribute("role");
    chosen.removeAttribute("aria-readonly");
    box.id = `${select.id}_box`;
    box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
  }
  if (search) {
    search.setAttribute("aria-label", name);
  }
}

function nameBoxes() {
  document.querySelectorAll("select.admin-autocomplete").forEach(nameBox);
}

// Pages without a form come without jQuery and without such fields.
if (window.django && window.django.jQuery) {
  const $ = window.django.jQuery;
  // Waits in the same queue as the script that builds the boxes, behind it.
  $(nameBoxes);
  $(document).on("select2:open", (event) => {
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search.setAttribute("aria-label", `Search: ${fieldName(event.target)}`);
  });
  // The boxes of a new row are built by a listener of the same event.
  document.addEventListener("formset:added", () => setTimeout(nameBoxes));
}
