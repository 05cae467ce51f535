"""The least Streamlit can do: a page that holds one component, redrawn from the server's data.

What a click takes here is what Streamlit itself takes on this machine at this moment.
"""

import streamlit as st
from streamlit.components.v2 import component

SCRIPT = """
export default ({ data, parentElement, setStateValue }) => {
  parentElement.send = setStateValue;
  let node = parentElement.querySelector("button");
  if (!node) {
    node = document.createElement("button");
    node.dataset.testid = "bare";
    parentElement.append(node);
  }
  node.onclick = () => parentElement.send("count", data.count + 1);
  node.textContent = data.count;
  node.dataset.count = data.count;
};
"""

count = int(getattr(st.session_state.get("bare"), "count", None) or 0)
component("bare", js=SCRIPT)(key="bare", data={"count": count}, on_count_change=lambda: None)
