// Files that the server wrote, saved by the browser. Put before the code of every component that saves; a drawing (SVG) that is to be
// a picture (PNG) is made one here, where the fonts of its names are: at least so many pixels across, and no side longer than a
// canvas can be.
const LEAST_PX = 2000, MOST_PX = 16000;

async function saveFile(file) {
  if (file.mime !== "image/png") return download(new Blob([file.text], { type: file.mime }), file.name);
  const address = URL.createObjectURL(new Blob([file.text], { type: "image/svg+xml" }));
  try {
    const drawing = new Image();
    drawing.src = address;
    await drawing.decode();
    const { naturalWidth: width, naturalHeight: height } = drawing;
    const scale = Math.min(Math.max(2, LEAST_PX / width), MOST_PX / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    canvas.getContext("2d").drawImage(drawing, 0, 0, canvas.width, canvas.height);
    download(await new Promise((made) => canvas.toBlob(made, "image/png")), file.name);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
