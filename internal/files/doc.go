// Package files finds the manifests below directories and replaces files so that
// each is either the old or the new one. It knows nothing of what is in them.
package files
