// Package verify proves for one repository that rewriting changes nothing but the names of
// images: it builds every kustomization and chart before and after rewriting, and compares
// the images.
//
// It never writes to the user's files. A run goes through these packages:
//
//   - tree copies the repository, and inplace rewrites the copy
//   - target finds what can be built in it, and what that reads
//   - builder runs the user's own kustomize and Helm, so that the proof is about the versions
//     that are in use
//   - compare finds the images that differ
//   - origin says where a difference comes from
package verify
