// Charts renders Helm charts before and after their values are rewritten, with Helm's
// own code, and compares the images.
//
// It is a module of its own because Helm's modules are large. The tests render charts
// that are written here, one in the shape of each convention. The command does the same
// with charts that somebody has fetched:
//
//	go run . -charts DIR -o json
package main
