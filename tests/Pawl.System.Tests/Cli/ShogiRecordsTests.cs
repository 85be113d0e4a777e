namespace Pawl.System.Tests.Cli;

public sealed class ShogiRecordsTests : IDisposable
{
    private const string Csa = "V2.2\nN+A\nN-B\nPI\n+\n+7776FU\nT1\n-3334FU\nT2\n+8822UM\nT3\n%TORYO\n/\nN+C\nPI\n+\n+2726FU\n%CHUDAN\n";

    private readonly PawlShell _pawl = new();

    public void Dispose() => _pawl.Dispose();

    [Fact]
    public async Task Records_are_converted_by_the_extension_of_the_output()
    {
        var csa = _pawl.Write("games.csa", Csa);
        var usi = Path.Combine(_pawl.Folder, "games.usi");

        (await _pawl.RunAsync("shogi", "convert", csa, "-o", usi)).Exits(0);

        Assert.Equal("startpos moves 7g7f 3c3d 8h2b+\nstartpos moves 2g2f\n", await File.ReadAllTextAsync(usi));
    }

    [Fact]
    public async Task Conversion_to_standard_output_is_data_alone()
    {
        var outcome = (await _pawl.RunAsync("shogi", "convert", _pawl.Write("games.csa", Csa), "--to", "kif", "--games", "1")).Exits(0);

        Assert.StartsWith("#KIF version=2.0 encoding=UTF-8\n手合割：平手\n先手：A\n後手：B\n", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith("まで3手で先手の勝ち\n", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task A_broken_record_is_told_with_file_line_and_reason()
    {
        var path = _pawl.Write("broken.csa", Csa.Replace("-3334FU", "-3335FU", StringComparison.Ordinal));
        var outcome = (await _pawl.RunAsync("shogi", "convert", path)).Exits(2);

        Assert.Contains("broken.csa: line 8: move 2, 3c3e, is not legal: the P on 3c does not reach 3e", outcome.Error);
    }

    [Fact]
    public async Task A_position_is_drawn_with_the_moves_of_its_game()
    {
        var outcome = (await _pawl.RunAsync("shogi", "show", "startpos moves 7g7f 3c3d 8h2b+", "--letters")).Exits(0);

        Assert.Contains("  │    │  r │    │    │    │    │    │ +B*│    │ b\n", outcome.Out);
        Assert.Contains("* White holds -\n", outcome.Out);
        Assert.Contains("  Black holds B\n", outcome.Out);
        Assert.Contains("   1 7g7f     2 3c3d  >  3 8h2b+\n", outcome.Out);
        Assert.DoesNotContain('\e', outcome.Out);
    }

    [Fact]
    public async Task A_position_is_shown_as_json_too()
    {
        var outcome = (await _pawl.RunAsync("shogi", "show", _pawl.Write("games.csa", Csa), "--ply", "2", "--json")).Exits(0);

        Assert.Equal("black", (string?)outcome.Json["side_to_move"]);
        Assert.Equal(2, (int?)outcome.Json["ply"]);
        Assert.Equal("２二角成(88)", (string?)outcome.Json["moves"]![2]!["kif"]);
        Assert.Equal(3, (double?)outcome.Json["moves"]![2]!["seconds"]);
        Assert.Equal("投了", (string?)outcome.Json["end"]);
    }

    [Theory]
    [InlineData("--ply", "9", "0..3")]
    [InlineData("--game", "3", "1..2")]
    public async Task A_number_beyond_the_record_is_a_usage_error(string option, string value, string expected)
    {
        var outcome = (await _pawl.RunAsync("shogi", "show", _pawl.Write("games.csa", Csa), option, value)).Exits(2);

        Assert.Contains(expected, outcome.Error);
    }
}
