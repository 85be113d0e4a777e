using Pawl.Runs.Specs;

namespace Pawl.Runs.Tests.Specs;

public sealed class SpecEditTests
{
    private static readonly string[] Files =
    [
        "",
        "# only a comment\n",
        "data: {path: corpus.txt}",
        "# first\n\ndata:\n  path: corpus.txt   # where\n\n# about the model\nmodel:\n  # deep\n  layers: 4 # blocks\n  width: 8\ntimeout: 5m\n# the end\n",
        "data:\r\n  path: corpus.txt # Windows\r\nmodel:\r\n  layers: 4\r\n",
        "data.path: corpus.txt\nmodel.layers: 3 # dotted\ntraining:\n    rate: 0.5\n\n\n# last",
        "---\ndata:\n  path: |\n    corpus\n    two\n\nmodel: {layers: 2, width: 4,} # flow\nenvironment:\n  A: \"1\"\n  B: 'x # y'\n...\n",
        "data:\n  path: >-\n    folded\n    text\n  filters:\n  - a\n  # between\n  - b\nname: \"größe 🎈\"\nmodel:\n# nothing yet\ntraining: ~\n",
        "model:\n  layers:   # how many\n    7\ndata:\n  filters: [a,\n    b] # two lines\n  path: x\nenvironment: {}\n",
        "{data: {path: corpus.txt}, model: {layers: 2}}\n",
        "data:\n  path: |+\n    kept\n\n\n# after\nretry: {backoff: 2s}\n",
    ];

    private static readonly (string Key, string[] Values)[] Values =
    [
        ("model.layers", ["5", "64"]),
        ("model.width", ["16"]),
        ("training.rate", ["0.25", "1E-05"]),
        ("training.optimizer", ["sgd"]),
        ("data.path", ["other.txt", "\"a: # b\"", "\"two\\nlines\""]),
        ("data.filters", ["[x, \"1.10\", \"a,b\"]", "[]"]),
        ("environment", ["{A: \"one two\"}"]),
        ("timeout", ["1h30m"]),
        ("retry.attempts", ["7"]),
        ("name", ["\"3\"", "plain name"]),
    ];

    [Fact]
    public void After_a_set_the_key_has_the_value_and_every_other_key_what_it_had()
    {
        foreach (var file in Files)
        {
            foreach (var (key, values) in Values)
            {
                foreach (var value in values)
                {
                    var edited = SpecEdit.Set(file, key, value);

                    var (before, after) = (Inspect(file), Inspect(edited));
                    Assert.Equal(Of(key, value), Text(after, key));
                    AssertOthersSame(before, after, key, edited);
                    AssertLinesKept(file, edited, key);
                }
            }
        }
    }

    [Fact]
    public void After_any_edits_one_after_another_the_text_still_says_exactly_what_was_set()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var text = Files[random.Next(Files.Length)];
            for (var edit = 0; edit < 8; edit++)
            {
                var (key, values) = Values[random.Next(Values.Length)];
                var before = Inspect(text);
                var isRemoval = random.Next(3) == 0;
                var value = values[random.Next(values.Length)];
                var edited = isRemoval ? SpecEdit.Remove(text, key) : SpecEdit.Set(text, key, value);
                var after = Inspect(edited);
                Assert.True(
                    isRemoval ? !after.Origins.ContainsKey(key) : Of(key, value) == Text(after, key),
                    $"{key} after {(isRemoval ? "removal" : value)} in:\n{text}\n--- became\n{edited}"
                );
                AssertOthersSame(before, after, key, edited);
                text = edited;
            }
        }
    }

    [Fact]
    public void A_value_is_changed_in_its_place_and_its_comment_stays()
    {
        var edited = SpecEdit.Set(Files[3], "model.layers", "12");

        Assert.Equal(Files[3].Replace("layers: 4 # blocks", "layers: 12 # blocks"), edited);
    }

    [Fact]
    public void A_new_key_goes_to_the_end_of_its_group_and_a_new_group_to_the_end_of_the_file()
    {
        Assert.Equal("model:\n  layers: 4 # x\n  width: 8\n# end\n", SpecEdit.Set("model:\n  layers: 4 # x\n# end\n", "model.width", "8"));
        Assert.Equal("name: a\nmodel:\n  width: 8\n", SpecEdit.Set("name: a\n", "model.width", "8"));
        Assert.Equal("name: a\nmodel:\n  width: 8", SpecEdit.Set("name: a", "model.width", "8"));
        Assert.Equal("a: {b: 1, c: {d: 2}}", SpecEdit.Set("a: {b: 1}", "a.c.d", "2"));
    }

    [Fact]
    public void A_list_over_several_lines_becomes_one_line_and_the_comment_at_its_key_stays()
    {
        Assert.Equal("argv: [a] # what\nname: x\n", SpecEdit.Set("argv: # what\n- b\n- c\nname: x\n", "argv", "[a]"));
    }

    [Fact]
    public void Removing_the_only_key_of_a_group_removes_the_group_unless_a_comment_would_go_with_it()
    {
        Assert.Equal("name: a\n", SpecEdit.Remove("name: a\nmodel:\n  width: 8\n", "model.width"));
        Assert.Equal("model:\n  # keep me\n", SpecEdit.Remove("model:\n  # keep me\n  width: 8\n", "model.width"));
        Assert.Equal("a: {c: 2}", SpecEdit.Remove("a: {b: 1, c: 2}", "a.b"));
        Assert.Equal("a: {b: 1}", SpecEdit.Remove("a: {b: 1, c: 2}", "a.c"));
    }

    [Fact]
    public void A_key_that_is_not_there_is_removed_by_doing_nothing()
    {
        Assert.Equal(Files[4], SpecEdit.Remove(Files[4], "timeout"));
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("- a\n- b\n")]
    [InlineData("just a text")]
    [InlineData("a:\n\tb: 1\n")]
    public void Text_that_is_no_mapping_is_refused_with_the_place(string text)
    {
        var fault = Assert.Throws<SpecException>(() => SpecEdit.Set(text, "name", "x"));

        Assert.StartsWith("line ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_written_as_a_value_reads_back_as_itself_also_in_lists_and_maps()
    {
        var random = new Random(5);
        const string letters = "ab1 .-:#,[]{}'\"\\\n\t~!&*%@|>?=/+éß🎈\u2028null";
        for (var round = 0; round < 3000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => letters[random.Next(letters.Length)])])
                .Replace("\ud83c", "", StringComparison.Ordinal)
                .Replace("\udf88", "", StringComparison.Ordinal);
            var yaml = $"data: {{path: {SpecScalarText.Of(text)}, filters: {SpecScalarText.Of(new[] { text, "x" })}}}\n";
            yaml += $"environment: {SpecScalarText.Of(new Dictionary<string, string> { ["A"] = text })}\nname: {SpecScalarText.Of(text)}\n";
            var read = SpecSample.Resolve(yaml);
            Assert.Equal(text, read.TextList("data.filters")[0]);
            Assert.Equal(text, read.TextMap("environment")["A"]);
            Assert.Equal(text, read.Text("name"));
        }
    }

    [Theory]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("1.10")]
    [InlineData("1e5")]
    [InlineData("~")]
    [InlineData("- a")]
    [InlineData(".inf")]
    [InlineData("a: b")]
    [InlineData("yes")]
    public void A_text_that_looks_like_something_else_stays_a_text(string text) =>
        Assert.Equal(text, SpecSample.Resolve($"data: {{path: p}}\nname: {SpecScalarText.Of(text)}\n").Text("name"));

    private static SpecInspection Inspect(string yaml) =>
        SpecResolver.Inspect(new SampleWorkload(), new SpecSource(yaml, "spec.yaml"), null, [], null);

    private static string Text(SpecInspection inspection, string key) => SpecScalarText.Of(inspection.Values[key]);

    private static string Of(string key, string value) => Text(Inspect($"{key}: {value}\n"), key);

    private static void AssertOthersSame(SpecInspection before, SpecInspection after, string key, string text)
    {
        Assert.DoesNotContain(after.Problems, problem => problem.Key.Length == 0);
        Assert.Equal(before.Profile, after.Profile);
        foreach (var other in before.Values.Keys.Where(other => other != key))
        {
            Assert.True(Text(before, other) == Text(after, other), $"{other} changed with {key}:\n{text}");
        }
    }

    /// <summary>All lines of the old text that hold a comment or nothing to do with the key are in the new one, in their order.</summary>
    private static void AssertLinesKept(string before, string after, string key)
    {
        var rest = after.Split('\n').AsEnumerable();
        var missing = 0;
        foreach (var line in before.Split('\n'))
        {
            var found = rest.SkipWhile(other => other != line).Skip(1).ToList();
            if (!rest.Contains(line))
            {
                missing++;
                continue;
            }

            rest = found;
        }

        // The line of the key itself may change; a value over several lines, and the end of a text without a line break, take theirs along.
        Assert.True(missing <= 4, $"{missing} lines are gone from\n{before}\n--- became\n{after}");
        // A comment between the items of a list goes with the list.
        Assert.All(
            before
                .Split('\n')
                .Where(line =>
                    line.TrimStart().StartsWith('#') && !(key == "data.filters" && line.Contains("# between", StringComparison.Ordinal))
                ),
            line => Assert.Contains(line.Trim(), after, StringComparison.Ordinal)
        );
    }
}
