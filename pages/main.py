"""The script behind every page: words, navigation, language; then the chosen page."""

from pages.ui import shell

page = shell.open_shell()
page.run()
shell.close_shell()
