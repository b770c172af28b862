import type { OpenStage } from '../run/open-stage.ts';

/** Serves a stage of this process over HTTP, for the command in a process of its own or for clients that sign by themselves. */
export async function servedStage({ embedded }: OpenStage): Promise<{ endpoint: string; stop: () => void }> {
  const server = await embedded.listen(0);
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
