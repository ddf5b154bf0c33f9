using System.Runtime.InteropServices;
using Lakehouse.Cli;

using CancellationTokenSource stop = new();

// The first signal asks the verb to end cleanly; the second ends the process at once, as a user who insists wants it.
void OnSignal(PosixSignalContext context)
{
    if (!stop.IsCancellationRequested)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

return await new LakehouseCommand(Surroundings.OfProcess()).RunAsync(args, stop.Token).ConfigureAwait(false);
