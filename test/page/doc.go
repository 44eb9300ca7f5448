// Package page opens the pages that the program writes in a real Chromium: what a click, a key,
// a screen reader, a narrow window, a dark one and a printer get of them, and that they ask nobody
// for anything.
//
// The tests skip where no Chromium is on PATH; with ECRCACHE_E2E=required they fail.
package page
