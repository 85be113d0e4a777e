using Pawl.Shogi.Board;
using Pawl.Shogi.Engines;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Engines;

public sealed class MisbehavingEngineTests
{
    private static readonly EngineTimeouts Impatient = EngineTimeouts.Default with
    {
        Start = TimeSpan.FromMilliseconds(500),
        Stop = TimeSpan.FromMilliseconds(200),
        Quit = TimeSpan.FromMilliseconds(200),
    };

    [Fact]
    public async Task Missing_program_is_named()
    {
        var fault = await FaultAsync(new EngineCommand("no-such-engine", []));

        Assert.Equal(EngineFault.Missing, fault.Fault);
        Assert.Contains("expected the program 'no-such-engine', found none", fault.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_told_apart_from_a_missing_one()
    {
        var file = Path.GetTempFileName();
        var fault = await FaultAsync(new EngineCommand(file, []));
        File.Delete(file);

        Assert.Equal(EngineFault.Missing, fault.Fault);
        Assert.Contains("chmod +x", fault.Message);
    }

    [Fact]
    public async Task An_engine_that_dies_is_quoted_with_its_exit_code_and_complaint()
    {
        var fault = await FaultAsync(ScriptedEngines.Shell("read -r line; echo half a greeting; echo no weights >&2; exit 3"));

        Assert.Equal(EngineFault.Died, fault.Fault);
        Assert.Contains("expected 'usiok'", fault.Message);
        Assert.Contains("exit code 3", fault.Message);
        Assert.Contains("half a greeting", fault.Message);
        Assert.Contains("no weights", fault.Message);
    }

    [Theory]
    [InlineData("sleep 60", "It wrote nothing")]
    [InlineData("while :; do echo noise; done", "noise | noise")]
    [InlineData("while :; do printf xxxxxxxx; done", "usiok")]
    public async Task An_engine_that_does_not_speak_USI_is_given_up_in_time(string script, string said)
    {
        var fault = await FaultAsync(ScriptedEngines.Shell(script));

        Assert.Equal(EngineFault.Silent, fault.Fault);
        Assert.Contains("expected 'usiok' within 0.5 s", fault.Message);
        Assert.Contains(said, fault.Message);
    }

    [Fact]
    public async Task An_option_the_engine_does_not_have_is_refused_with_those_it_has()
    {
        var fault = await Assert.ThrowsAsync<EngineFaultException>(() => StartAsync(ScriptedEngines.OnGo(""), ("Stile", "bold")));
        Assert.Contains("expected one of its options (Style), got 'Stile'", fault.Message);
    }

    [Fact]
    public async Task A_late_answer_is_taken_with_its_time_and_a_deaf_engine_is_given_up()
    {
        var limits = new ThinkingLimits { MoveTime = TimeSpan.FromMilliseconds(50) };
        var request = new SearchRequest(Sfen.Start, [], Color.Black, limits) { Deadline = TimeSpan.FromMilliseconds(50) };
        await using var slow = await StartAsync(ScriptedEngines.OnGo("sleep 0.1; echo bestmove 7g7f"), timeouts: EngineTimeouts.Default);
        await using var deaf = await StartAsync(ScriptedEngines.OnGo("while :; do echo info string working; done"));

        var reply = await slow.ThinkAsync(request, TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<EngineFaultException>(() => deaf.ThinkAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal("7g7f", reply.Move.ToString());
        Assert.True(reply.Elapsed > TimeSpan.FromMilliseconds(90), $"{reply.Elapsed}");
        Assert.Equal(EngineFault.Silent, fault.Fault);
        Assert.Contains("neither then nor after 'stop'", fault.Message);
    }

    /// <summary>It hangs deaf to SIGTERM, with a child in the background that hangs too.</summary>
    [Fact]
    public async Task Nothing_an_engine_started_outlives_it()
    {
        var file = Path.GetTempFileName();
        var engine = await StartAsync(ScriptedEngines.OnGo($"trap '' TERM; sleep 300 & echo $! > {file}; sleep 300"));
        var request = new SearchRequest(Sfen.Start, [], Color.Black, new ThinkingLimits()) { Deadline = TimeSpan.FromSeconds(1) };
        await Assert.ThrowsAsync<EngineFaultException>(() => engine.ThinkAsync(request, TestContext.Current.CancellationToken));

        var process = engine.ProcessId;
        await engine.DisposeAsync();

        Assert.False(IsRunning(process));
        Assert.False(IsRunning(int.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))));
        File.Delete(file);
    }

    /// <summary>A killed process may be a zombie until whoever inherited it looks.</summary>
    private static bool IsRunning(int process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static Task<EngineFaultException> FaultAsync(EngineCommand command) =>
        Assert.ThrowsAsync<EngineFaultException>(() => StartAsync(command));

    private static Task<UsiClient> StartAsync(
        EngineCommand command,
        (string Name, string Value)? option = null,
        EngineTimeouts? timeouts = null
    ) =>
        UsiClient.StartAsync(
            command,
            option is { } set ? [new(set.Name, set.Value)] : [],
            timeouts
                ?? (
                    string.Join(" ", command.Arguments).Contains("usiok") ? Impatient with { Start = TimeSpan.FromSeconds(30) } : Impatient
                ),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
}
