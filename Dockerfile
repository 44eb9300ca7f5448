# The function as a container. kustomize and kpt run it as nobody, without
# network and without new privileges, so the image holds one static binary and
# a passwd file that knows nobody.
ARG GO_IMAGE=docker.io/library/golang:1.26
FROM ${GO_IMAGE} AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/ecrcache ./cmd/ecrcache \
 && echo 'nobody:x:65534:65534:nobody:/:/sbin/nologin' > /out/passwd

FROM scratch
COPY --from=build /out/passwd /etc/passwd
COPY --from=build /out/ecrcache /usr/local/bin/ecrcache
USER nobody
ENTRYPOINT ["/usr/local/bin/ecrcache"]
