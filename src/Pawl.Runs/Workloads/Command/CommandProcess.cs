using System.ComponentModel;
using System.Diagnostics;
using Pawl.Runs.Processes;

namespace Pawl.Runs.Workloads.Command;

/// <summary>
/// The program of a run, in a session and process group of its own. It inherits the attempt's marker, so when this host dies the worker, or
/// the next one, ends it: a parent-death signal would not do, as Linux ties that to the thread that started the program.
/// </summary>
internal sealed class CommandProcess : IDisposable
{
    /// <summary>How long output may still come after the program ended: its children may hold the pipe open for ever.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly ProcessIdentity? _identity;
    private readonly IRunContext _context;

    private CommandProcess(Process process, IRunContext context)
    {
        _process = process;
        _context = context;
        _identity = ProcessIdentity.Of(process.Id);
    }

    /// <param name="workingFolder">Absolute.</param>
    /// <exception cref="WorkloadException">The program cannot be started.</exception>
    public static CommandProcess Start(IRunContext context, string workingFolder)
    {
        var arguments = context.Spec.TextList(CommandSchema.Arguments);
        var start = new ProcessStartInfo
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start, context);
        start.Environment.TryGetValue("PATH", out var searchPath);
        var program = ProgramLookup.Find(arguments[0], workingFolder, searchPath);
        // setsid makes the group before the program runs, which .NET cannot, and becomes the program: the process id stays.
        string[] command = ProgramLookup.FindInPath("setsid") is { } setsid
            ? [setsid, program, .. arguments.Skip(1)]
            : [program, .. arguments.Skip(1)];
        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return new CommandProcess(process, context);
        }
        catch (Win32Exception error)
        {
            throw new WorkloadException("start", retryable: false, $"Cannot start '{program}' in {workingFolder}: {error.Message}.", error);
        }
    }

    /// <summary>
    /// Waits for the program and its output. On <paramref name="stop"/> its group is asked to end (SIGTERM) and the wait goes on: the worker
    /// ends the tree by force when the grace is over. Whatever the program left running is ended with it.
    /// </summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CommandOutput output, CancellationToken stop)
    {
        using var reading = new CancellationTokenSource();
        var streams = Task.WhenAll(
            output.ReadAsync(_process.StandardOutput.BaseStream, RunLogLevel.Output, reading.Token),
            output.ReadAsync(_process.StandardError.BaseStream, RunLogLevel.ErrorOutput, reading.Token)
        );
        await using (stop.Register(Terminate))
        {
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        if (!await EndsAsync(streams))
        {
            _context.Log(
                RunLogLevel.Warning,
                "The program has ended, but processes it started still hold its output open: they are ended now."
            );
        }

        var left = await new ProcessTree(_identity, marker: null).KillAsync(_context.Time, limit: null, CancellationToken.None);
        foreach (var process in left)
        {
            _context.Log(RunLogLevel.Warning, $"Process {process.ProcessId}, started by the program, could not be ended.");
        }

        if (!await EndsAsync(streams))
        {
            await reading.CancelAsync();
        }

        // Errors of reading, such as a report the worker refused, are the attempt's.
        await streams.ContinueWith(static _ => { }, TaskScheduler.Default);
        return streams.IsFaulted ? throw streams.Exception.InnerException! : _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private static void SetEnvironment(ProcessStartInfo start, IRunContext context)
    {
        // Python keeps lines back when its output is no terminal; progress would come in lumps. A spec may say otherwise.
        start.Environment.TryAdd("PYTHONUNBUFFERED", "1");
        foreach (var (name, value) in context.Spec.TextMap(CommandSchema.Environment))
        {
            start.Environment[name] = value;
        }

        start.Environment["PAWL_RUN_ID"] = context.RunId;
        start.Environment["PAWL_ATTEMPT"] = $"{context.Attempt}";
        start.Environment["PAWL_RUN_FOLDER"] = context.Folder.Root;
        start.Environment["PAWL_CHECKPOINTS"] = context.Folder.Checkpoints;
    }

    private void Terminate()
    {
        if (!_process.HasExited && !ProcessGroup.Signal(_process.Id, ProcessGroup.Terminate))
        {
            ProcessGroup.SignalProcess(_process.Id, ProcessGroup.Terminate);
        }
    }

    private async Task<bool> EndsAsync(Task streams)
    {
        await Task.WhenAny(streams, Task.Delay(DrainLimit, _context.Time, CancellationToken.None));
        return streams.IsCompleted;
    }
}
