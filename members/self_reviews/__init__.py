"""Self-criticism reviews as they are written, narrowed and shown: one module a storey-three kind, one noun."""
