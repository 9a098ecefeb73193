import { host } from './host';
import { endSoon, serve, startedByTerraform } from './process';
import { standInServer } from './server';

/**
 * The program of the stand-ins. Its files lie beside it, as the installer wrote them. Its argument is the name of the
 * provider to be, or `host` and a pipe to be all of them.
 */
function main(): void {
  const [role = '', pipe = ''] = process.argv.slice(2);
  if (role === 'host') {
    host(pipe);
  } else if (startedByTerraform()) {
    serve(standInServer(role, process.cwd(), endSoon));
  } else {
    process.stderr.write('This is a stand-in for a Terraform provider; Terraform starts it by itself.\n');
    process.exit(1);
  }
}

main();
