// Package chartindex knows which files and texts are values of charts, and of which chart,
// because something among the sources names them. It reads no files by itself. Package
// rewrite fills it before a run, and package leftover asks it as well.
package chartindex
