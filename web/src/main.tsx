import './ui/tokens.css';
import { createRoot } from 'react-dom/client';
import { startConsole } from './app/start-console.tsx';

await startConsole(createRoot(document.getElementById('root')!));
