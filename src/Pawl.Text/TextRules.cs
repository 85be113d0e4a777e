using Pawl.Runs.Specs;

namespace Pawl.Text;

/// <summary>What must hold between keys of a <c>text</c> spec.</summary>
internal static class TextRules
{
    public static IEnumerable<SpecProblem> Check(ResolvedSpec spec)
    {
        var width = spec.Integer("model.width");
        if (width % spec.Integer("model.heads") != 0)
        {
            var good = Enumerable.Range(1, (int)width).Where(heads => width % heads == 0).Take(12);
            yield return spec.Problem("model.heads", $"a divisor of model.width ({width}): {string.Join(", ", good)}");
        }

        foreach (var problem in Corpus(spec).Concat(Schedule(spec)))
        {
            yield return problem;
        }

        if (spec.Integer("early_stopping.patience") == 0 && spec.Number("early_stopping.minimum_improvement") > 0)
        {
            yield return spec.Problem("early_stopping.minimum_improvement", "0, since early_stopping.patience is 0 (off)");
        }
    }

    private static IEnumerable<SpecProblem> Corpus(ResolvedSpec spec)
    {
        var isFiles = spec.Text("data.corpus") == "files";
        if (isFiles && spec.TextList("data.paths").Count == 0)
        {
            yield return spec.Problem("data.paths", "at least one file, folder or pattern, since data.corpus is files");
        }
        else if (!isFiles && spec.TextList("data.paths").Count > 0)
        {
            yield return spec.Problem(
                "data.paths",
                $"no path, since data.corpus is {spec.Text("data.corpus")}; set data.corpus to files to train on them"
            );
        }

        if (!spec.IsSet("data.vocabulary_size"))
        {
            yield break;
        }

        if (spec.Text("data.tokenizer") == "char")
        {
            yield return spec.Problem(
                "data.vocabulary_size",
                "not set, since a char tokenizer has one token for each character of the text"
            );
        }
        else if (spec.Text("data.tokenizer") == "bpe" && spec.Integer("data.vocabulary_size") < 256)
        {
            yield return spec.Problem("data.vocabulary_size", "256 to 1000000, since bpe has a token for each of the 256 bytes");
        }
    }

    private static IEnumerable<SpecProblem> Schedule(ResolvedSpec spec)
    {
        if (spec.Text("train.schedule") == "constant")
        {
            foreach (var key in new[] { "train.decay_steps", "train.minimum_learning_rate" }.Where(spec.IsSet))
            {
                yield return spec.Problem(key, "not set, since train.schedule is constant");
            }

            yield break;
        }

        var rate = spec.Number("train.learning_rate");
        if (spec.IsSet("train.minimum_learning_rate") && spec.Number("train.minimum_learning_rate") > rate)
        {
            yield return spec.Problem("train.minimum_learning_rate", $"0 to train.learning_rate ({rate})");
        }

        var decay = spec.IsSet("train.decay_steps") ? spec.Integer("train.decay_steps") : spec.Integer("train.steps");
        if (spec.IsSet("train.warmup_steps") && spec.Integer("train.warmup_steps") > decay)
        {
            yield return spec.Problem("train.warmup_steps", $"0 to train.decay_steps ({decay})");
        }
    }
}
