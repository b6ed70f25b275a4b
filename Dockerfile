# Builds Pledgeboard and keeps only what it needs to run: the build, the migrations, the commands and their packages.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json svelte.config.js vite.config.ts ./
COPY static ./static
COPY migrations ./migrations
COPY src ./src
# The image has its own Node, so the one that npm brings along is not kept.
RUN npm run prepare && npm run build && npm prune --omit=dev --ignore-scripts \
	&& rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 ORIGIN=http://127.0.0.1:3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY package.json LICENSE ./
COPY migrations ./migrations
COPY src ./src
# The embedded database lives in /data; with DATABASE_URL nothing is written there.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
	CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./src/cli/node-version.js", "src/cli/start.ts"]
