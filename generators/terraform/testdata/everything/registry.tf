# The registry's own settings, and who may pull through the cache.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

data "aws_partition" "current" {
}

data "aws_caller_identity" "current" {
}

resource "aws_ecr_registry_policy" "main" {
  region = var.region
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "PullThroughCache"
        Effect = "Allow"
        Principal = {
          AWS = [
            "arn:aws:iam::123456789012:role/eks-node",
          ]
        }
        Action = [
          "ecr:BatchImportUpstreamImage",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/ghcr/*",
        ]
      },
    ]
  })
}

resource "aws_ecr_registry_scanning_configuration" "main" {
  region    = var.region
  scan_type = "ENHANCED"

  rule {
    scan_frequency = "CONTINUOUS_SCAN"

    repository_filter {
      filter      = "ghcr/amerintlxperts/*"
      filter_type = "WILDCARD"
    }
  }

  rule {
    scan_frequency = "SCAN_ON_PUSH"

    repository_filter {
      filter      = "ghcr/*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_iam_policy" "node" {
  name        = "eks-node-pull"
  description = "Lets nodes pull through the cache in ${var.region}"
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
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
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
          "ecr:BatchImportUpstreamImage",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/ghcr/*",
        ]
      },
    ]
  })
}
