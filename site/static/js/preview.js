// Progressive enhancement only: the preview shows what you type. Without this it shows the names of the fields.
for (const input of document.querySelectorAll("#id_name, #id_organisation, #id_email, #id_phone, #id_introduction")) {
  const shows = document.querySelectorAll(`[data-shows="${input.name}"]`);
  const empty = [...shows].map((element) => element.textContent);
  const show = () => shows.forEach((element, index) => { element.textContent = input.value.trim() || empty[index]; });
  input.addEventListener("input", show);
  show();
}
