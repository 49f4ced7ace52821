// Keeps empty choices out of the address, so that a link to the listing stays short enough to tell somebody.
for (const form of document.querySelectorAll("[data-filters]")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (!value) formData.delete(name);
    }
  });
}
