namespace Pawl.Web.Tests.Journeys;

/// <summary>Specs of small programs that journeys run.</summary>
internal static class Programs
{
    /// <summary>Twenty steps with a line, progress and a loss each, in about five seconds; leaves a table and a text.</summary>
    public static string Steps(string name) =>
        Shell(
            name,
            """
            for i in $(seq 1 20); do
              echo "line $i of 20"
              echo "@pawl {\"step\":$i,\"progress\":$(printf '0.%02d' $((i * 5 - 1))),\"metrics\":{\"loss\":$((100 / i))}}"
              sleep 0.25
            done
            printf 'step,loss\n1,100\n20,5\n' > table.csv
            echo 'It went well.' > notes.txt
            """,
            "\n  artifacts: [table.csv, notes.txt]"
        );

    /// <summary>Hangs at its first attempt; ends well once it finds what that one left.</summary>
    public static string Resumable(string name) =>
        Shell(
            name,
            """
            if [ -f "$PAWL_CHECKPOINTS/seen" ]; then echo "went on"; exit 0; fi
            touch "$PAWL_CHECKPOINTS/seen"
            echo '@pawl {"progress":0.5,"message":"half way"}'
            exec sleep 600
            """
        );

    /// <summary>Counts up, four lines and a metric a second, until it is stopped.</summary>
    public static string Endless(string name) =>
        Shell(
            name,
            """
            i=0
            while true; do
              i=$((i + 1))
              echo "tick $i"
              echo "@pawl {\"step\":$i,\"metrics\":{\"ticks\":$i}}"
              sleep 0.25
            done
            """
        );

    private static string Shell(string name, string script, string more = "") =>
        $"""
            workload: command
            name: {name}
            command:
              argv:
                - sh
                - -c
                - |
                  {script.ReplaceLineEndings("\n      ")}{more}

            """;
}
