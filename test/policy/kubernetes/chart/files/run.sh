echo "$HOME" {{ no template }}
