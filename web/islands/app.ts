// Everything the pages may use, in one small file. Each island stands alone; README.md says what a page writes for it.
import "../styles/app.css";
import "htmx.org/dist/htmx.esm.js";
import "@github/markdown-toolbar-element";
import "@github/relative-time-element";
import "./confirm";
import "./copy_table";
import "./desk_list";
import "./drafts";
import "./job_progress";
import "./live_figures";
import "./live_topic";
import "./markdown_editor";
import "./model_editor";
import "./theme_switch";
