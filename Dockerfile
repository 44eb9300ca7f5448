# The function as a container: static binaries, and a passwd file that knows
# nobody, as whom kustomize and kpt run it, without network and without new
# privileges. ecrcache-aws is for the verbs that ask AWS, and brings along whom TLS
# trusts; ecrcache-pods lists the Pods of a cluster for a check there. The binaries
# are built before, for each platform below a folder of its name: by .ci/image/build,
# and by goreleaser for a release. So there is no base image to pull or to trust, and
# nothing in it that changes from one build to the next.
FROM scratch
ARG TARGETPLATFORM
COPY --chmod=644 .ci/image/passwd /etc/passwd
COPY --chmod=755 $TARGETPLATFORM/ecrcache $TARGETPLATFORM/ecrcache-aws $TARGETPLATFORM/ecrcache-pods /usr/local/bin/
# A number, so that Kubernetes sees that it is not root (runAsNonRoot).
USER 65534:65534
ENTRYPOINT ["/usr/local/bin/ecrcache"]
