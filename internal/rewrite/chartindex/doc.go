// Package chartindex knows which files and texts are values of charts, and of which chart,
// because something among the sources names them. It reads no files by itself.
package chartindex
