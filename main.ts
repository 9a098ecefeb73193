import { environmentsApp } from './app';

environmentsApp(process.env);
