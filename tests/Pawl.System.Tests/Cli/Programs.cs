namespace Pawl.System.Tests.Cli;

/// <summary>Small programs that runs of these tests run.</summary>
internal static class Programs
{
    /// <summary>Three steps with lines, metrics and progress, and a file.</summary>
    public const string Steps = """
        for i in 1 2 3; do
          echo "line $i"
          echo "@pawl {\"step\":$i,\"progress\":0.$i,\"metrics\":{\"loss\":0.$i}}"
        done
        echo complaint >&2
        echo data > result.txt
        """;

    /// <summary>Hangs at its first attempt; ends well once it finds what that one left.</summary>
    public const string Resumable = """
        if [ -f "$PAWL_CHECKPOINTS/seen" ]; then echo "went on"; exit 0; fi
        touch "$PAWL_CHECKPOINTS/seen"
        echo started
        exec sleep 600
        """;

    /// <summary>Does not mind being asked to stop.</summary>
    public const string Stubborn = """
        trap 'echo ignored' TERM INT
        echo started
        while true; do sleep 0.2; done
        """;
}
