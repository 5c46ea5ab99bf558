document.getElementById('root')!.textContent = 'Handover';
