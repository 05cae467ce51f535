"""What surrounds every page: navigation, address, language, document, progress, texts."""
