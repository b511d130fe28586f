; Kotabumi Kinerja's Setup.exe; build/package.py gives VERSION, BUNDLE, OUT, ICON, SIZE_KB, NEED_MB.
; Exit codes: 0 done, 1 cancelled, 2 broken off, 3 this Windows does not do, 4 program is open,
; 5 /ALLUSERS without an administrator, 6 disk too full.
Unicode true
Target amd64-unicode
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define NAME "Kotabumi Kinerja"
!define EXE "Kotabumi Kinerja.exe"
!define TWIN "kotabumi-kinerja.exe"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\KotabumiKinerja"
!define TYPE "KotabumiKinerja.kkx"
!define CLASSES "Software\Classes"

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1057 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1057 "CompanyName" "Pemerintah Kabupaten Lampung Utara"
VIAddVersionKey /LANG=1057 "FileDescription" "Pemasang ${NAME}"
VIAddVersionKey /LANG=1057 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1057 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1057 "LegalCopyright" "Lisensi MIT"

Var Data ; this user's offices
Var Whom ; whose program it will be, in words
Var Everyone ; 1: for all users of this computer

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Pasang ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Program dipasang $Whom, di:$\r$\n$INSTDIR$\r$\n$\r$\nVersi lama diganti. Data kantor tidak disentuh.$\r$\n$\r$\nUntuk semua pengguna komputer ini, administrator menjalankan berkas ini dengan /ALLUSERS."
!define MUI_FINISHPAGE_TITLE "${NAME} siap dipakai"
!define MUI_FINISHPAGE_TEXT "Buka lewat menu Start. Berkas paket .kkx dibuka dengan klik ganda."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "Buka ${NAME}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Program dihapus. Data kantor tetap ada di:$\r$\n$Data"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"

!macro Refuse CODE TEXT
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A file that a running program was started from cannot be opened for writing.
!macro WaitUntilClosed FILE
  StrCpy $2 0 ; an update is started by the program itself, which then takes a moment to close
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${FILE}"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    ${If} $2 < 20
      IntOp $2 $2 + 1
      Sleep 500
      ${Continue}
    ${EndIf}
    StrCpy $1 "retry"
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} masih terbuka. Tutup program itu, lalu ulangi. Data kantor aman." /SD IDCANCEL IDRETRY +2
    StrCpy $1 "cancel"
    ${If} $1 == "cancel"
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${Loop}
!macroend

!macro Aside NAME
  RMDir /r "$INSTDIR\${NAME}.lama"
  Delete "$INSTDIR\${NAME}.lama"
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    ClearErrors
    Rename "$INSTDIR\${NAME}" "$INSTDIR\${NAME}.lama"
    ${If} ${Errors}
      Abort "${NAME} di $INSTDIR sedang dipakai program lain."
    ${EndIf}
  ${EndIf}
!macroend

!macro Back NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}.lama"
    RMDir /r "$INSTDIR\${NAME}"
    Delete "$INSTDIR\${NAME}"
    Rename "$INSTDIR\${NAME}.lama" "$INSTDIR\${NAME}"
  ${EndIf}
!macroend

!macro Forget NAME
  RMDir /r "$INSTDIR\${NAME}.lama"
  Delete "$INSTDIR\${NAME}.lama"
!macroend

Function .onInit
  SetShellVarContext current
  StrCpy $Data "$LOCALAPPDATA\${NAME}"
  ${IfNot} ${RunningX64}
    !insertmacro Refuse 3 "${NAME} memerlukan Windows 64 bit. Windows di komputer ini 32 bit. Tidak ada yang diubah."
  ${EndIf}
  ${IfNot} ${AtLeastBuild} 17763
    !insertmacro Refuse 3 "${NAME} memerlukan Windows 10 versi 1809 atau yang lebih baru. Perbarui Windows di komputer ini, lalu jalankan lagi. Tidak ada yang diubah."
  ${EndIf}
  SetRegView 64
  StrCpy $Whom "untuk pengguna ini saja, tanpa hak administrator"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Refuse 5 "Memasang untuk semua pengguna memerlukan administrator. Klik kanan berkas ini, pilih Jalankan sebagai administrator, atau pasang tanpa /ALLUSERS."
    ${EndIf}
    StrCpy $Everyone 1
    StrCpy $Whom "untuk semua pengguna komputer ini"
    SetShellVarContext all
  ${EndIf}
  ${If} $INSTDIR == "" ; no /D=
    ReadRegStr $INSTDIR SHCTX "${KEY}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${If} $Everyone == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${EndIf}
  ${EndIf}
  ${GetRoot} "$INSTDIR" $0
  ${DriveSpace} "$0\" "/D=F /S=M" $1
  ${If} $1 < ${NEED_MB}
    !insertmacro Refuse 6 "Ruang di $0 tinggal $1 MB, perlu ${NEED_MB} MB. Kosongkan dahulu, lalu jalankan lagi. Tidak ada yang diubah."
  ${EndIf}
  !insertmacro WaitUntilClosed "${EXE}"
  !insertmacro WaitUntilClosed "${TWIN}"
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  !insertmacro Aside "${EXE}"
  !insertmacro Aside "${TWIN}"
  !insertmacro Aside "_internal"
!ifdef BUNDLE
  File /r "${BUNDLE}/*"
!endif
  WriteUninstaller "$INSTDIR\hapus.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}"

  WriteRegStr SHCTX "${CLASSES}\.kkx" "" "${TYPE}"
  WriteRegStr SHCTX "${CLASSES}\${TYPE}" "" "Paket ${NAME}"
  WriteRegStr SHCTX "${CLASSES}\${TYPE}\DefaultIcon" "" '"$INSTDIR\${EXE}",0'
  WriteRegStr SHCTX "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'

  WriteRegStr SHCTX "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "Publisher" "Pemerintah Kabupaten Lampung Utara"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" '"$INSTDIR\${EXE}",0'
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\hapus.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\hapus.exe" /S'
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1

  !insertmacro Forget "${EXE}"
  !insertmacro Forget "${TWIN}"
  !insertmacro Forget "_internal"
  ${RefreshShellIcons}
SectionEnd

; The version that was there works again when the new one could not be written.
Function .onInstFailed
  !insertmacro Back "_internal"
  !insertmacro Back "${TWIN}"
  !insertmacro Back "${EXE}"
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  StrCpy $Data "$LOCALAPPDATA\${NAME}"
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    SetShellVarContext all
  ${EndIf}
  !insertmacro WaitUntilClosed "${EXE}"
  !insertmacro WaitUntilClosed "${TWIN}"
FunctionEnd

Section Uninstall
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${TWIN}"
  Delete "$INSTDIR\hapus.exe"
  RMDir "$INSTDIR" ; only when nothing else is in it
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ReadRegStr $0 SHCTX "${CLASSES}\.kkx" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey SHCTX "${CLASSES}\.kkx"
  ${EndIf}
  DeleteRegKey SHCTX "${CLASSES}\${TYPE}"
  DeleteRegKey SHCTX "${KEY}"
  ${RefreshShellIcons}
  MessageBox MB_OK|MB_ICONINFORMATION "${NAME} sudah dihapus dari komputer ini.$\r$\n$\r$\nData kantor tidak dihapus. Letaknya:$\r$\n$Data$\r$\n$\r$\nPasang lagi untuk membukanya." /SD IDOK
SectionEnd
