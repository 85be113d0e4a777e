using System.Diagnostics;
using Pawl.Runs.Processes;
using Pawl.Runs.Specs;
using Pawl.Runs.Tests.Durability;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;

namespace Pawl.Runs.Tests.Workloads.Command;

public sealed class CommandWorkloadTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly CommandWorkload _workload = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Output_becomes_log_lines_and_reports()
    {
        using var context = Context(
            """
            echo plain; echo trouble >&2; printf '\033[32mgreen\033[0m\r50%%\n'
            echo '@pawl {"progress":0.4,"message":"epoch 2/5"}'
            echo '@pawl {"step":1,"metrics":{"loss":2.5}}'
            echo '@pawl {"step":2,"metrics":{"loss":1.25,"acc":0.5}}'
            echo '@pawl {"progress":NaN}'
            """
        );

        var result = await _workload.RunAsync(context, CancellationToken.None);

        Assert.Equal(0, (int)result["exit_code"]!);
        Assert.Equal(["plain", "green", "50%", "@pawl {\"progress\":NaN}"], context.LinesOf(RunLogLevel.Output));
        Assert.Equal(["trouble"], context.LinesOf(RunLogLevel.ErrorOutput));
        Assert.Contains("not understood", Assert.Single(context.LinesOf(RunLogLevel.Warning)), StringComparison.Ordinal);
        Assert.Equal([(0.4, "epoch 2/5")], context.Reports);
        Assert.Equal(
            [(1, "loss", 2.5), (2, "loss", 1.25), (2, "acc", 0.5)],
            context.Points.Select(point => (point.Step, point.Name, point.Value))
        );
    }

    [Fact]
    public async Task The_program_sees_its_run_its_environment_and_its_folder()
    {
        Directory.CreateDirectory(_scratch["work"]);
        using var context = Context(
            "pwd; echo $PAWL_RUN_ID $PAWL_ATTEMPT $MODE; ls -d $PAWL_CHECKPOINTS; cat; basename \"$0\"",
            $"  environment: {{MODE: fast}}\n  working_folder: {_scratch["work"]}\n"
        );

        await _workload.RunAsync(context, CancellationToken.None);

        Assert.Equal([_scratch["work"], $"{context.RunId} 1 fast", context.Folder.Checkpoints, "sh"], context.LinesOf(RunLogLevel.Output));
    }

    [Fact]
    public async Task A_failure_tells_the_code_and_the_last_error_lines_and_keeps_artifacts()
    {
        using var context = Context(
            "mkdir -p weights; echo w > weights/best.pt; echo x > a.png; for i in 1 2 3; do echo error $i >&2; done; exit 3",
            "  artifacts: [weights/best.pt, '*.png', none.csv]\n"
        );

        var error = await Assert.ThrowsAsync<WorkloadException>(() => _workload.RunAsync(context, CancellationToken.None));

        Assert.Equal(("exit_code", false), (error.Kind, error.Retryable));
        Assert.Equal("sh ended with code 3, expected 0. Its last error output:\nerror 1\nerror 2\nerror 3", error.Message);
        Assert.Equal([("weights/best.pt", "weights"), ("a.png", "plot")], context.Artifacts.Select(item => (item.Path, item.Kind)));
        Assert.Equal("w\n", await File.ReadAllTextAsync(Path.Combine(context.Folder.Artifacts, "weights", "best.pt")));
        Assert.Contains("none.csv", Assert.Single(context.LinesOf(RunLogLevel.Warning)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 75", "", true, "code 75")]
    [InlineData("exit 75", "  retry_on: []\n", false, "code 75")]
    [InlineData("exit 9", "  retry_on: [any]\n", true, "code 9")]
    [InlineData("kill -9 $$", "  retry_on: [137]\n", true, "code 137 (signal 9, SIGKILL: often the system was out of memory)")]
    public async Task The_spec_says_which_codes_are_worth_another_attempt(string script, string keys, bool retryable, string expected)
    {
        using var context = Context(script, keys);

        var error = await Assert.ThrowsAsync<WorkloadException>(() => _workload.RunAsync(context, CancellationToken.None));

        Assert.Equal(retryable, error.Retryable);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_codes_may_mean_success()
    {
        using var context = Context("exit 4", "  success_codes: [0, 4]\n");

        Assert.Equal(4, (int)(await _workload.RunAsync(context, CancellationToken.None))["exit_code"]!);
    }

    [Fact]
    public async Task A_program_that_is_not_there_names_what_was_searched()
    {
        await File.WriteAllTextAsync(_scratch["data.txt"], "");

        Assert.Contains(
            "none of the folders of PATH holds it: /nowhere",
            await Fault("no-such-program-zz", "{PATH: /nowhere}"),
            StringComparison.Ordinal
        );
        Assert.Contains($"{_scratch["bin/x"]} is not there", await Fault("bin/x", "{}"), StringComparison.Ordinal);
        Assert.Contains("is a folder", await Fault("./", "{}"), StringComparison.Ordinal);
        Assert.Contains("not executable", await Fault("./data.txt", "{}"), StringComparison.Ordinal);

        async Task<string> Fault(string program, string environment)
        {
            using var context = Of(
                $"workload: command\ncommand:\n  argv: ['{program}']\n  environment: {environment}\n  working_folder: {_scratch.Root}\n"
            );
            var error = await Assert.ThrowsAsync<WorkloadException>(() => _workload.RunAsync(context, CancellationToken.None));
            Assert.Equal(("program_not_found", false), (error.Kind, error.Retryable));
            return error.Message;
        }
    }

    [Fact]
    public async Task A_working_folder_that_is_not_there_is_told()
    {
        using var context = Context("true", $"  working_folder: {_scratch["none"]}\n");

        var error = await Assert.ThrowsAsync<WorkloadException>(() => _workload.RunAsync(context, CancellationToken.None));

        Assert.Equal(("working_folder", false), (error.Kind, error.Retryable));
    }

    [Fact]
    public async Task A_stop_asks_the_program_to_end_and_keeps_what_it_saves()
    {
        using var context = Context(
            "trap 'echo saved > state.json; exit 0' TERM; echo ready > ready; while :; do sleep 0.05; done",
            "  artifacts: [state.json]\n"
        );
        using var stop = new CancellationTokenSource();
        var running = _workload.RunAsync(context, stop.Token);
        await Eventually(() => File.Exists(_scratch["ready"]));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("state.json", Assert.Single(context.Artifacts).Path);
    }

    [Fact]
    public async Task A_program_that_ignores_the_request_is_waited_for_until_it_is_killed()
    {
        using var context = Context("trap '' TERM; echo $$ > pid.part; mv pid.part pid; while :; do sleep 0.05; done");
        using var stop = new CancellationTokenSource();
        var running = _workload.RunAsync(context, stop.Token);
        await Eventually(() => File.Exists(_scratch["pid"]));
        var program = ProcessIdentity.Of(int.Parse(await File.ReadAllTextAsync(_scratch["pid"])));
        Assert.NotNull(program);
        Assert.Equal(program.ProcessId, ProcessGroup.Of(program.ProcessId));

        await stop.CancelAsync();
        await Task.Delay(300);
        Assert.False(running.IsCompleted);

        Assert.Empty(await new ProcessTree(program, null).KillAsync(TimeProvider.System, null, CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_the_program_left_running_is_ended_with_it()
    {
        using var context = Context(
            "sh -c 'trap \"\" TERM; echo $$ > child.part; mv child.part child; sleep 300; sleep 300' & while [ ! -e child ]; do sleep 0.05; done; echo done"
        );

        await _workload.RunAsync(context, CancellationToken.None);

        Assert.Null(ProcessIdentity.Of(int.Parse(await File.ReadAllTextAsync(_scratch["child"]))));
        Assert.Equal(["done"], context.LinesOf(RunLogLevel.Output));
        Assert.Contains("hold its output open", Assert.Single(context.LinesOf(RunLogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_attempt_that_resumes_keeps_the_metrics_before_its_step()
    {
        const string Report = """for i in $(seq $FROM 6); do echo "@pawl {\"step\":$i,\"metrics\":{\"loss\":$i}}"; done""";
        using (var first = Context("FROM=1; " + Report))
        {
            await _workload.RunAsync(first, CancellationToken.None);
        }

        using (var second = Context("FROM=5; echo '@pawl {\"resumed\":4}'; " + Report, attempt: 2))
        {
            await _workload.RunAsync(second, CancellationToken.None);
            Assert.Equal([(1, 1), (2, 1), (3, 1), (4, 1), (5, 2), (6, 2)], second.Points.Select(point => (point.Step, point.Attempt)));
        }

        using var third = Context("FROM=1; " + Report, attempt: 3);
        await _workload.RunAsync(third, CancellationToken.None);
        Assert.Equal([3, 3, 3, 3, 3, 3], third.Points.Select(point => point.Attempt));
    }

    [Fact]
    public async Task Much_output_on_both_streams_arrives_whole_and_in_order()
    {
        using var context = Context("i=0; while [ $i -lt 3000 ]; do echo out $i; echo err $i >&2; i=$((i+1)); done");

        await _workload.RunAsync(context, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"out {i}"), context.LinesOf(RunLogLevel.Output));
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"err {i}"), context.LinesOf(RunLogLevel.ErrorOutput));
    }

    private JournalRunContext Context(string script, string keys = "", int attempt = 1)
    {
        var folder = keys.Contains("working_folder", StringComparison.Ordinal) ? "" : $"  working_folder: {_scratch.Root}\n";
        var lines = script.ReplaceLineEndings("\n      ");
        return Of($"workload: command\ncommand:\n  argv:\n    - sh\n    - -c\n    - |-\n      {lines}\n{folder}{keys}", attempt);
    }

    private JournalRunContext Of(string yaml, int attempt = 1) =>
        new(_scratch["data"], SpecResolver.Resolve(_workload, new SpecSource(yaml, "t.yaml"), null, [], null), attempt);

    private static async Task Eventually(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60));
            await Task.Delay(10);
        }
    }
}
