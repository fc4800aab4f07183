import { defineConfig } from "vitest/config";

const node = { environment: "node" as const, setupFiles: ["test/support/node-version.ts"] };

export default defineConfig({
  test: {
    projects: [
      { test: { ...node, name: "unit", include: ["src/**/*.test.ts"] } },
      { test: { ...node, name: "architecture", include: ["test/architecture/**/*.test.ts"] } },
      { test: { ...node, name: "contract", include: ["test/contract/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { ...node, name: "shell", include: ["test/shell/**/*.test.ts"], testTimeout: 30_000 } },
      {
        test: {
          ...node,
          name: "windows",
          include: ["test/windows/**/*.test.ts", "test/foreign/**/*.test.ts"],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    reporters: ["default", "./test/support/closing-line.ts"],
  },
});
