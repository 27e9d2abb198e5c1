import { defineConfig } from 'vite';

// The process manager passes both variables: where this server listens, and where the shop does.
export default defineConfig({
    server: {
        port: Number(process.env.PORT),
        strictPort: true,
        proxy: { '/products': process.env.SHOP },
    },
});
