# The pull-through cache rules, and the repositories below them.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

resource "aws_ecr_pull_through_cache_rule" "ghcr" {
  region                = var.region
  ecr_repository_prefix = "ghcr"
  upstream_registry_url = "ghcr.io"
  credential_arn        = aws_secretsmanager_secret.ghcr_token.arn

  depends_on = [aws_secretsmanager_secret_version.ghcr_token]
}

resource "aws_ecr_repository_creation_template" "ghcr" {
  region               = var.region
  prefix               = "ghcr"
  description          = "Cached from ghcr.io"
  applied_for          = ["PULL_THROUGH_CACHE"]
  image_tag_mutability = "IMMUTABLE_WITH_EXCLUSION"
  custom_role_arn      = "arn:aws:iam::123456789012:role/ecr-templates"
  resource_tags = {
    team = "platform"
  }
  lifecycle_policy = jsonencode({
    rules = [{
      action = {
        type = "expire"
      }
      rulePriority = 5
      selection = {
        countNumber = 3
        countType   = "sinceImagePushed"
        countUnit   = "days"
        tagStatus   = "untagged"
      }
      }, {
      action = {
        type = "expire"
      }
      rulePriority = 10
      selection = {
        countNumber    = 14
        countType      = "sinceImagePushed"
        countUnit      = "days"
        tagPatternList = ["pr-*"]
        tagStatus      = "tagged"
      }
      }, {
      action = {
        type = "expire"
      }
      description  = "Keep the newest 200 images"
      rulePriority = 20
      selection = {
        countNumber = 200
        countType   = "imageCountMoreThan"
        tagStatus   = "any"
      }
    }]
  })
  repository_policy = jsonencode({
    Statement = [{
      Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Effect = "Allow"
      Principal = {
        AWS = "arn:aws:iam::210987654321:root"
      }
      Sid = "Pull"
    }]
    Version = "2012-10-17"
  })

  image_tag_mutability_exclusion_filter {
    filter      = "latest"
    filter_type = "WILDCARD"
  }

  image_tag_mutability_exclusion_filter {
    filter      = "main-*"
    filter_type = "WILDCARD"
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = "arn:aws:kms:ca-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}

resource "aws_ecr_repository" "cached" {
  for_each = toset(["ghcr/amerintlxperts/my-app", "ghcr/amerintlxperts/sidecar"])

  region               = var.region
  name                 = each.key
  image_tag_mutability = "IMMUTABLE_WITH_EXCLUSION"
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }

  image_tag_mutability_exclusion_filter {
    filter      = "latest"
    filter_type = "WILDCARD"
  }

  image_tag_mutability_exclusion_filter {
    filter      = "main-*"
    filter_type = "WILDCARD"
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = "arn:aws:kms:ca-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}

resource "aws_ecr_lifecycle_policy" "cached" {
  for_each = aws_ecr_repository.cached

  region     = var.region
  repository = each.value.name
  policy = jsonencode({
    rules = [{
      action = {
        type = "expire"
      }
      rulePriority = 5
      selection = {
        countNumber = 3
        countType   = "sinceImagePushed"
        countUnit   = "days"
        tagStatus   = "untagged"
      }
      }, {
      action = {
        type = "expire"
      }
      rulePriority = 10
      selection = {
        countNumber    = 14
        countType      = "sinceImagePushed"
        countUnit      = "days"
        tagPatternList = ["pr-*"]
        tagStatus      = "tagged"
      }
      }, {
      action = {
        type = "expire"
      }
      description  = "Keep the newest 200 images"
      rulePriority = 20
      selection = {
        countNumber = 200
        countType   = "imageCountMoreThan"
        tagStatus   = "any"
      }
    }]
  })
}

resource "aws_ecr_repository_policy" "cached" {
  for_each = aws_ecr_repository.cached

  region     = var.region
  repository = each.value.name
  policy = jsonencode({
    Statement = [{
      Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Effect = "Allow"
      Principal = {
        AWS = "arn:aws:iam::210987654321:root"
      }
      Sid = "Pull"
    }]
    Version = "2012-10-17"
  })
}
