using System.Text.Json.Nodes;
using Pawl.Runs.Durability;
using Pawl.Runs.Specs;

namespace Pawl.Runs.Workloads.Command;

/// <summary>
/// Workload <c>command</c>: any program as a durable run. See docs/command.md. The program's own state survives attempts in the folder
/// <c>PAWL_CHECKPOINTS</c> names.
/// </summary>
public sealed class CommandWorkload : IWorkload
{
    public string Name => CommandSchema.Name;

    public SpecSchema Schema => CommandSchema.Schema;

    public IReadOnlyList<SpecProfile> Profiles => [];

    public IEnumerable<SpecProblem> Check(ResolvedSpec spec) => CommandSchema.Check(spec);

    public async Task<JsonObject> RunAsync(IRunContext context, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var workingFolder = Path.GetFullPath(context.Spec.TextOrNull(CommandSchema.WorkingFolder) ?? ".");
        if (!Directory.Exists(workingFolder))
        {
            throw new WorkloadException(
                "working_folder",
                retryable: false,
                $"Expected the folder {workingFolder} to start the program in, but it is not there. Create it or correct {CommandSchema.WorkingFolder}."
            );
        }

        DurableFolder.Create(context.Folder.Checkpoints);
        var started = context.Time.GetTimestamp();
        using var output = new CommandOutput(context);
        using var process = CommandProcess.Start(context, workingFolder);
        var code = await process.WaitAsync(output, stop);
        // A stop that comes while the artifacts of a finished program are copied changes nothing any more.
        var isStopped = stop.IsCancellationRequested;
        var seconds = context.Time.GetElapsedTime(started).TotalSeconds;
        // What the program left is kept whatever its end was; the worker's grace bounds this after a stop.
        var (saved, faults) = await CommandArtifacts.CollectAsync(context, workingFolder, CancellationToken.None);
        if (isStopped)
        {
            throw new OperationCanceledException($"The program was asked to end and left with {ExitCode.Describe(code)}.", stop);
        }

        if (!CommandSchema.IsSuccess(context.Spec, code))
        {
            throw new WorkloadException("exit_code", CommandSchema.IsRetryable(context.Spec, code), Failure(context.Spec, code, output));
        }

        return faults.Count == 0
            ? new JsonObject
            {
                ["exit_code"] = code,
                ["seconds"] = Math.Round(seconds, 3),
                ["artifacts"] = saved,
            }
            : throw new WorkloadException(
                "artifacts",
                retryable: false,
                $"{faults.Count} artifacts could not be saved:\n{string.Join('\n', faults)}"
            );
    }

    private static string Failure(ResolvedSpec spec, int code, CommandOutput output)
    {
        var program = Path.GetFileName(spec.TextList(CommandSchema.Arguments)[0]);
        var expected = string.Join(", ", spec.TextList(CommandSchema.SuccessCodes));
        var errors =
            output.LastErrors.Count == 0
                ? "It wrote nothing to its error output."
                : string.Join('\n', output.LastErrors.Prepend("Its last error output:"));
        return $"{program} ended with {ExitCode.Describe(code)}, expected {expected}. {errors}";
    }
}
