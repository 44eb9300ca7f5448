#!/bin/sh
# What no document of AWS settles, asked of AWS itself. Each question is a command that
# this script runs, and what either answer means. It makes rules with the prefix
# ecrcache-live-check and a secret of that name, and removes them again; what it pulls stays, a
# few megabytes, until you delete the repositories (the last lines say how). Run it in a
# Region of China or of GovCloud to learn whether rules work there.
#
#   ACCOUNT=123456789012 REGION=ca-central-1 sh docs/live-check.sh            # says what it would run
#   ACCOUNT=123456789012 REGION=ca-central-1 RUN=yes sh docs/live-check.sh    # runs it
#
# It needs the AWS CLI, curl, for question 13 ecrcache with ecrcache-aws beside it, and somebody who may make rules and repositories in an account
# in which that does no harm. Report what it prints:
# https://github.com/amerintlxperts/ecrcache/issues
set -u

ACCOUNT=${ACCOUNT:?the AWS account, 12 digits}
REGION=${REGION:?the Region of the cache, such as ca-central-1}
case "$REGION" in                               # the partition's domain, and another Region of it
	us-gov-west-1) DOMAIN=amazonaws.com another=us-gov-east-1 ;;
	us-gov-*) DOMAIN=amazonaws.com another=us-gov-west-1 ;;
	cn-north-1) DOMAIN=amazonaws.com.cn another=cn-northwest-1 ;;
	cn-*) DOMAIN=amazonaws.com.cn another=cn-north-1 ;;
	eusc-*) DOMAIN=amazonaws.eu another= ;;
	us-east-1) DOMAIN=amazonaws.com another=us-west-2 ;;
	*) DOMAIN=amazonaws.com another=us-east-1 ;;
esac
OTHER=${OTHER:-$another}                        # another Region of the account, for questions 1, 2 and 8
IMAGE=${IMAGE:-docker/library/busybox}          # in public.ecr.aws
TAG=${TAG:-1.37.0}
RUN=${RUN:-no}

PREFIX=ecrcache-live-check
HOST=$ACCOUNT.dkr.ecr.$REGION.$DOMAIN
DUAL=on.aws
[ "$DOMAIN" != amazonaws.com.cn ] || DUAL=on.amazonwebservices.com.cn
MEDIA="application/vnd.oci.image.index.v1+json application/vnd.docker.distribution.manifest.list.v2+json application/vnd.oci.image.manifest.v1+json application/vnd.docker.distribution.manifest.v2+json"

# ask QUESTION YES NO COMMAND… runs a command. YES and NO say what it means when it
# succeeds and when it fails.
ask() {
	question=$1 yes=$2 no=$3
	shift 3
	printf '\n## %s\n$ %s\n' "$question" "$*"
	if [ "$RUN" != yes ]; then
		printf '   succeeds: %s\n   fails:    %s\n' "$yes" "$no"
	elif "$@"; then
		printf '=> %s\n' "$yes"
	else
		printf '=> %s\n' "$no"
	fi
}

# pull METHOD REFERENCE asks the registry for a manifest, as a node does.
pull() {
	token=$(aws ecr get-authorization-token --region "$REGION" --query 'authorizationData[0].authorizationToken' --output text) || return 1
	code=$(printf 'header = "Authorization: Basic %s"\n' "$token" |
		curl --silent --config - --output /dev/null --write-out '%{http_code}' --request "$1" ${3:+--head} \
			--header "Accept: $(printf '%s' "$MEDIA" | tr ' ' ',')" "https://$HOST/v2/$PREFIX/$IMAGE/manifests/$2")
	echo "HTTP $code"
	[ "$code" = 200 ]
}

head_request() { pull HEAD "$1" head; }
get_request() { pull GET "$1"; }

# digest is what the upstream has under the tag now.
digest() {
	token=$(curl --silent "https://public.ecr.aws/token/?service=public.ecr.aws&scope=repository:$IMAGE:pull" | sed 's/.*"token":"\([^"]*\)".*/\1/')
	printf 'header = "Authorization: Bearer %s"\n' "$token" |
		curl --silent --config - --head --header "Accept: $(printf '%s' "$MEDIA" | tr ' ' ',')" "https://public.ecr.aws/v2/$IMAGE/manifests/$1" |
		tr -d '\r' | sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: //p'
}

forget() { aws ecr delete-repository --region "$REGION" --repository-name "$PREFIX/$IMAGE" --force >/dev/null 2>&1; true; }
in_cache() { aws ecr describe-images --region "$REGION" --repository-name "$PREFIX/$IMAGE" --image-ids "$1" --query 'imageDetails[].imageDigest' --output text; }

# warm lets ecrcache pull the image by its tag, as docs/live.md says.
warm() {
	printf '%s\n' "$HOST/$PREFIX/$IMAGE:$TAG" |
		ecrcache warm --account-id "$ACCOUNT" --region "$REGION" --upstream "public.ecr.aws=$PREFIX" --list - --verbose "$@"
}
all_images() { aws ecr describe-images --region "$REGION" --repository-name "$PREFIX/$IMAGE" --query 'imageDetails[].[imageTags[0],imageDigest,imageManifestMediaType]' --output text; }
# layers asks for those of one image of the index.
layers() {
	image=$(aws ecr describe-images --region "$REGION" --repository-name "$PREFIX/$IMAGE" --query "imageDetails[?contains(imageManifestMediaType, 'manifest.v')].imageDigest | [0]" --output text) || return 1
	digests=$(aws ecr batch-get-image --region "$REGION" --repository-name "$PREFIX/$IMAGE" --image-ids "imageDigest=$image" --query 'images[0].imageManifest' --output text | tr ',' '\n' | sed -n 's/.*"digest" *: *"\(sha256:[0-9a-f]*\)".*/\1/p')
	# shellcheck disable=SC2086 # one word for each layer
	aws ecr batch-check-layer-availability --region "$REGION" --repository-name "$PREFIX/$IMAGE" --layer-digests $digests --query 'layers[].layerAvailability' --output text
}

remove_rule() { aws ecr delete-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$1"; }

# wrong_keys makes a secret with a key that ECR does not read, and a rule with it.
wrong_keys() {
	arn=$(aws secretsmanager create-secret --region "$REGION" --name "ecr-pullthroughcache/$PREFIX" --secret-string '{"username":"nobody","password":"none"}' --query ARN --output text) || return 1
	aws ecr create-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX-keys" --upstream-registry-url ghcr.io --credential-arn "$arn"
}
forget_keys() {
	remove_rule "$PREFIX-keys"
	aws secretsmanager delete-secret --region "$REGION" --secret-id "ecr-pullthroughcache/$PREFIX" --force-delete-without-recovery
}

if [ "$RUN" = yes ]; then
	DIGEST=$(digest "$TAG")
else
	DIGEST=sha256:…
fi

if [ -n "$OTHER" ]; then
ask "1. May a rule for another Region of the account be made without a role?" \
	"yes, made; whether it pulls is question 2" \
	"no: what AWS says above; upstreamRole is needed within one account, too" \
	aws ecr create-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX-ecr" --upstream-registry-url "$ACCOUNT.dkr.ecr.$OTHER.$DOMAIN"
ask "2. Does that rule work?" \
	"AWS answered: isValid says whether it can reach the other Region without a role" \
	"AWS refused to validate it" \
	aws ecr validate-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX-ecr"
ask "   (remove it)" "removed" "nothing was removed" remove_rule "$PREFIX-ecr"
fi

ask "3. Make a rule for public.ecr.aws" "made" "what AWS says above; the next questions need the rule" \
	aws ecr create-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX" --upstream-registry-url public.ecr.aws

ask "4. Does the first pull by digest import?" \
	"yes: rewrite.digests: Keep needs no warming, and containers-roadmap#2837 does not apply here" \
	"no: warm images by their tag before a rollout that pins digests" \
	get_request "$DIGEST"
ask "   Is it in the cache then, and untagged?" "it is there" "it is not" in_cache "imageDigest=$DIGEST"
ask "   (forget it)" "forgotten" "not forgotten" forget

ask "5. Does a HEAD request import?" \
	"it was answered; the next line says whether it was imported" \
	"no: whatever looks for a tag by HEAD, such as Flux, needs somebody to pull it first" \
	head_request "$TAG"
ask "   Is it in the cache then?" "HEAD imports" "HEAD answers, and imports nothing" in_cache "imageTag=$TAG"
ask "   (forget it)" "forgotten" "not forgotten" forget

ask "6. Does BatchGetImage import?" \
	"AWS answered; failures above, if any, say why it did not" \
	"AWS refused the call" \
	aws ecr batch-get-image --region "$REGION" --repository-name "$PREFIX/$IMAGE" --image-ids "imageTag=$TAG" --accepted-media-types $MEDIA --query failures
ask "   Is it in the cache then?" "it is a pull, as doctor says" "it only looks; doctor's mark is too careful" in_cache "imageTag=$TAG"

ask "11. May two rules of a lifecycle policy share one of several prefixes?" \
	"yes: only lists that are the same clash, as ecrcache checks" \
	"no: what AWS says above; each prefix stands in one rule alone (it also fails when the repository is not there)" \
	aws ecr put-lifecycle-policy --region "$REGION" --repository-name "$PREFIX/$IMAGE" --lifecycle-policy-text '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"tagged","tagPrefixList":["a","b"],"countType":"imageCountMoreThan","countNumber":100},"action":{"type":"expire"}},{"rulePriority":2,"selection":{"tagStatus":"tagged","tagPrefixList":["b","c"],"countType":"imageCountMoreThan","countNumber":100},"action":{"type":"expire"}}]}'
ask "   (forget it)" "forgotten" "not forgotten" forget

ask "7. What does a prefix without a template answer?" \
	"an empty list, and no error" \
	"TemplateNotFoundException, as older documents have it" \
	aws ecr describe-repository-creation-templates --region "$REGION" --prefixes "$PREFIX"

[ -z "$OTHER" ] || {
ask "8. Does AWS take the dual-stack host as the URL of a rule?" \
	"yes; the IPv4 form that is generated is not the only one" \
	"no: what AWS says above; a rule needs the IPv4 form, as it is generated" \
	aws ecr create-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX-dual" --upstream-registry-url "$ACCOUNT.dkr-ecr.$OTHER.$DUAL"
ask "   (remove it)" "removed" "nothing was removed" remove_rule "$PREFIX-dual"
}

ask "9. Does AWS refuse wrong keys of a secret when the rule is made?" \
	"no, the rule was made: a secret with wrong keys shows at the first pull, or by validate" \
	"yes: what AWS says above" \
	wrong_keys
ask "   (remove both)" "removed" "not everything was removed" forget_keys

ask "10. How are the endpoint services of ECR named here?" \
	"as printed; ecrcache writes com.amazonaws.REGION.ecr.api, in China cn.com.amazonaws.REGION.ecr.api" \
	"AWS refused the call" \
	aws ec2 describe-vpc-endpoint-services --region "$REGION" --query "ServiceNames[?contains(@, '.ecr.')]"

ask "12. What does validating a rule without a credential answer?" \
	"it says isValid above: doctor --live could validate such rules, too" \
	"AWS validates only rules that sign in; doctor --live leaves out the others, as it should" \
	aws ecr validate-pull-through-cache-rule --region "$REGION" --ecr-repository-prefix "$PREFIX"

ask "13. Does ecrcache warm import by the tag?" \
	"it says pulled; an image that was there would be said to be cached" \
	"no: the cause that it names, or ecrcache is not on the PATH" \
	warm --platform linux/amd64
ask "   Are all images of the index there then, or only that of linux/amd64?" \
	"as printed: more than the index and one image mean that a pull of an index brings all" \
	"nothing is there" \
	all_images
ask "   Are the layers there before anybody asked for them?" \
	"AVAILABLE: a pull of the manifest brings them, and --layers is not needed; UNAVAILABLE: it is" \
	"AWS refused the call" \
	layers
ask "   Does warm --layers bring them, and does the run after that leave everything out?" \
	"pulled, with the size of the layers" \
	"what warm says above" \
	warm --platform linux/amd64 --layers
ask "   (again)" "it says cached: BatchCheckLayerAvailability tells of layers in the cache" "what warm says above" \
	warm --platform linux/amd64 --layers
ask "   (forget it)" "forgotten" "not forgotten" forget

ask "   (remove the rule)" "removed" "nothing was removed" remove_rule "$PREFIX"

cat <<'EOF'

What needs a role, or something that fails, is to be tried by hand:
- Does a pull need ecr:TagResource where the template has tags? Take it out of the generated node policy, and pull an image
  of a new repository as the nodes' role. It works: the action can go. AccessDenied: it stays.
- Are the narrow resources of the generated upstreamRole enough? validate-pull-through-cache-rule for its rule, then pull.
  Both work: they are. AccessDenied names what is missing; report it.
- What does an event say of a failure? With monitoring, put a wrong token into the secret and pull a new tag. A message with
  its sync-status arrives: the pattern is right. None within minutes: it is not.
EOF

printf '\nWhat is left, if anything:\n$ aws ecr describe-repositories --region %s --query "repositories[?starts_with(repositoryName, '\''%s'\'')].repositoryName"\n$ aws ecr delete-repository --region %s --repository-name NAME --force\n' "$REGION" "$PREFIX" "$REGION"
