# The registry's own settings, and who may pull through the cache.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

data "aws_partition" "current" {
}

data "aws_caller_identity" "current" {
}

resource "aws_ecr_registry_scanning_configuration" "main" {
  region    = var.region
  scan_type = "BASIC"

  rule {
    scan_frequency = "MANUAL"

    repository_filter {
      filter      = "ghcr/*"
      filter_type = "WILDCARD"
    }

    repository_filter {
      filter      = "base/*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_iam_role" "upstream" {
  name        = "ecr-upstreams"
  description = "Lets ECR in ${var.region} read other ECR registries for the pull-through cache"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "pullthroughcache.ecr.amazonaws.com"
        }
        Action = [
          "sts:AssumeRole",
        ]
      },
    ]
  })
}

resource "aws_iam_role_policy" "upstream" {
  name = "pull-through-cache"
  role = aws_iam_role.upstream.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SignIn"
        Effect = "Allow"
        Action = [
          "ecr:GetAuthorizationToken",
        ]
        Resource = "*"
      },
      {
        Sid    = "PullThroughCache"
        Effect = "Allow"
        Action = [
          "ecr:GetDownloadUrlForLayer",
          "ecr:BatchImportUpstreamImage",
          "ecr:BatchGetImage",
          "ecr:GetImageCopyStatus",
          "ecr:InitiateLayerUpload",
          "ecr:UploadLayerPart",
          "ecr:CompleteLayerUpload",
          "ecr:PutImage",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/base/*",
          "arn:aws-us-gov:ecr:us-gov-east-1:210987654321:repository/*",
        ]
      },
    ]
  })
}
