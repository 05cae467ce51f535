// The view in which the page stands (`pages/ui/slides/views.py`): the document names it before anything is drawn.

/** Whether a class looks at it: what is not needed in front of one goes, the rest is larger. */
export const isClass = () => document.documentElement.dataset.view === "class";
