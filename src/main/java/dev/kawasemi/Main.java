package dev.kawasemi;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.err.println("kawasemi: not wired yet");
        System.exit(3);
    }
}
