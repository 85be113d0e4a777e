using System.Runtime.InteropServices;

namespace Pawl.Cli.CommandLine;

/// <summary>
/// Ctrl-C, SIGTERM and a closed terminal, counted: the first asks for an orderly end, the second means now. A third ends the process
/// the way it would have without us, so that nothing here can keep a person from stopping the program.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _soon = new();
    private readonly CancellationTokenSource _now = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public Interrupts() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Soon => _soon.Token;

    /// <summary>Cancelled by the second signal, for verbs that set <see cref="HoldsProcesses"/>.</summary>
    public CancellationToken Now => _now.Token;

    /// <summary>Set by a verb that has child processes to kill before it may end; without it the second signal ends the process at once.</summary>
    public bool HoldsProcesses { get; set; }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _soon.Dispose();
        _now.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        switch (Interlocked.Increment(ref _count))
        {
            case 1:
                context.Cancel = true;
                _soon.Cancel();
                break;
            case 2 when HoldsProcesses:
                context.Cancel = true;
                _now.Cancel();
                break;
            default:
                break;
        }
    }
}
