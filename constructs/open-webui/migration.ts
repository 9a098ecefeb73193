import type { ChartValue } from '../helm/chart-values';
import type { EnvironmentVariable } from '../kubernetes/environment-variables';
import { RESTRICTED_CONTAINER } from '../kubernetes/restricted-pod';

/**
 * Migrates the database, or waits until another pod has. Open WebUI itself takes no lock, and starts even when its
 * migration has failed. The lock belongs to the session, so the connection goes around a transaction pooler.
 */
const SCRIPT = `
import os
import psycopg
from alembic import command
from alembic.config import Config
from open_webui.env import OPEN_WEBUI_DIR

with psycopg.connect(os.environ["SESSION_DATABASE_URL"], autocommit=True) as connection:
    connection.execute("SELECT pg_advisory_lock(hashtext('open-webui-migration'))")
    config = Config(OPEN_WEBUI_DIR / "alembic.ini")
    config.set_main_option("script_location", str(OPEN_WEBUI_DIR / "migrations"))
    command.upgrade(config, "head")
`.trim();

/** The variables that it needs: the database, and what Open WebUI refuses to be imported without. */
const NEEDED = /^(SESSION_)?DATABASE_|^(ENABLE_DB_MIGRATIONS|WEBUI_SECRET_KEY|HOME|STATIC_DIR)$/;

export interface MigrationContainerProps {
  /** Open WebUI's image, with its tag. */
  readonly image: string;
  /** The variables of the pod. */
  readonly variables: readonly EnvironmentVariable[];
  readonly volumeMounts: readonly ChartValue[];
}

/** The container that every pod runs before it starts: one of them migrates, the others find it done. */
export function migrationContainer(props: MigrationContainerProps): ChartValue {
  return {
    name: 'migrate-database',
    image: props.image,
    command: ['python', '-c', SCRIPT],
    env: props.variables.filter(({ name }) => NEEDED.test(name)),
    securityContext: RESTRICTED_CONTAINER,
    resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
    volumeMounts: [{ name: 'data', mountPath: '/app/backend/data' }, ...props.volumeMounts],
  };
}
