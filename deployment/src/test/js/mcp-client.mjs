// Calls tools of the Dev MCP server with the reference library of the protocol: node mcp-client.mjs URL CALLS

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const client = new Client({ name: 'test', version: '1' });
await client.connect(new StreamableHTTPClientTransport(new URL(process.argv[2])));
const { tools } = await client.listTools();
console.log(`tools ${tools.map(tool => tool.name).join(' ')}`);
for (const [name, parameters] of JSON.parse(process.argv[3])) {
    const answer = await client.callTool({ name, arguments: parameters });
    console.log(`${name} error=${answer.isError ?? false} ${answer.content[0].text}`);
}
await client.close();
